-- Why: what stops a case is told by its facts (code of the cause, attempts), so that each page says it in the reader's
-- language, and the list of deadlines can say whom such a case waits for. Written in the step that raises or ends it.
-- Locks: nothing that others use.

CREATE TABLE cases.incidents (
    incident_id uuid PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    package_key text NOT NULL,
    package_version integer NOT NULL,
    element_id text NOT NULL,
    -- Of the cause: REG-010 when a register did not answer, not that a job failed.
    code text NOT NULL,
    -- How often the job was tried; null when no job is behind it.
    attempts integer,
    raised_at timestamptz NOT NULL
);
CREATE INDEX ix_incidents_case ON cases.incidents (case_id, raised_at);

CALL digisoc.protect('cases.incidents');

-- Incidents that are open already. The engine's text names the cause's code; it did not keep the attempts.
DO $$
BEGIN
    IF to_regclass('runtime.incidents') IS NOT NULL THEN
        INSERT INTO cases.incidents (incident_id, institution_id, case_id, package_key, package_version, element_id, code, raised_at)
        SELECT i.id, i.institution_id, c.case_id, i.package_key, i.package_version, i.element_id,
            COALESCE(substring(i.text FROM 'last with ([A-Z]+-[0-9]{3})'), i.code), i.raised_at
        FROM runtime.incidents i JOIN cases.cases c ON c.case_id::text = i.business_key;
    END IF;
END
$$;
