-- Why: what was decided and on what: evaluations of decision tables with their trace, decisions, letters, deadlines.
-- Locks: nothing that others use.

CREATE TABLE cases.evaluations (
    evaluation_id uuid PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    instance_id uuid NOT NULL,
    element_id text NOT NULL,
    element_instance_id bigint NOT NULL,
    decision_key text NOT NULL,
    package_key text NOT NULL,
    package_version integer NOT NULL,
    evaluated_at timestamptz NOT NULL,
    inputs jsonb NOT NULL,
    output jsonb NOT NULL,
    trace jsonb NOT NULL,
    norms text[] NOT NULL,
    CONSTRAINT uq_evaluations_recorded_once UNIQUE (instance_id, element_instance_id, decision_key)
);
CREATE INDEX ix_evaluations_case ON cases.evaluations (case_id, evaluated_at);

CREATE TABLE cases.decisions (
    decision_id uuid PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    number text NOT NULL,
    element_id text NOT NULL,
    package_key text NOT NULL,
    package_version integer NOT NULL,
    outcome text NOT NULL,
    amount numeric(12, 2),
    period_from date,
    period_to date,
    law_date date NOT NULL,
    decided_on date NOT NULL,
    decided_at timestamptz NOT NULL,
    decided_by text,
    prepared_by text,
    -- Version 1: the process's decision variable as written on the case.
    content jsonb NOT NULL,
    content_version integer NOT NULL DEFAULT 1,
    facts uuid[] NOT NULL,
    evaluations uuid[] NOT NULL,
    norms text[] NOT NULL,
    idempotency_key text NOT NULL,
    CONSTRAINT uq_decisions_number_once UNIQUE (institution_id, number),
    CONSTRAINT uq_decisions_recorded_once UNIQUE (institution_id, idempotency_key),
    CONSTRAINT ck_decisions_amount_not_negative CHECK (amount >= 0)
);
CREATE INDEX ix_decisions_case ON cases.decisions (case_id, decided_at DESC);

CREATE TABLE cases.case_documents (
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    document_id uuid NOT NULL,
    kind text NOT NULL,
    title_lv text NOT NULL,
    title_en text NOT NULL,
    media_type text NOT NULL,
    bytes integer NOT NULL,
    sha256 text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, document_id)
);

-- rendered → sent → served (appeal clock runs) or undelivered (a task).
CREATE TABLE cases.letters (
    letter_id uuid PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    document_id uuid NOT NULL,
    decision_id uuid REFERENCES cases.decisions,
    template text NOT NULL,
    title_lv text NOT NULL,
    title_en text NOT NULL,
    state text NOT NULL CHECK (state IN ('rendered', 'sent', 'served', 'undelivered')),
    rendered_at timestamptz NOT NULL,
    dispatch_id uuid,
    channel text,
    sent_on date,
    sent_at timestamptz,
    deemed_served_on date,
    served_on date,
    service_norm text,
    effective_on date,
    appeal_until date,
    CONSTRAINT uq_letters_document UNIQUE (case_id, document_id),
    CONSTRAINT ck_letters_served_has_day CHECK ((state = 'served') <= (served_on IS NOT NULL))
);
CREATE INDEX ix_letters_case ON cases.letters (case_id, rendered_at);
CREATE UNIQUE INDEX uq_letters_dispatch ON cases.letters (dispatch_id) WHERE dispatch_id IS NOT NULL;

CREATE TABLE cases.deadlines (
    case_id uuid PRIMARY KEY REFERENCES cases.cases,
    institution_id text NOT NULL REFERENCES cases.institutions,
    state text NOT NULL CHECK (state IN ('running', 'suspended', 'met', 'missed')),
    term text NOT NULL,
    norm text NOT NULL,
    remind_before text NOT NULL,
    escalate_before text NOT NULL,
    started_on date NOT NULL,
    due_on date NOT NULL,
    remind_on date NOT NULL,
    escalate_on date NOT NULL,
    -- Days that were left when it was suspended; null while it runs.
    days_left_when_suspended integer,
    reminded_at timestamptz,
    escalated_at timestamptz,
    ended_on date,
    CONSTRAINT ck_deadlines_suspended_has_days CHECK ((state = 'suspended') = (days_left_when_suspended IS NOT NULL)),
    CONSTRAINT ck_deadlines_ended_has_day CHECK ((state IN ('met', 'missed')) = (ended_on IS NOT NULL))
);
-- The board: worst first among the cases whose clock runs.
CREATE INDEX ix_deadlines_board ON cases.deadlines (institution_id, due_on, case_id) WHERE state IN ('running', 'suspended');

CREATE TABLE cases.deadline_suspensions (
    institution_id text NOT NULL REFERENCES cases.institutions,
    case_id uuid NOT NULL REFERENCES cases.cases,
    suspension_key text NOT NULL,
    suspended_on date NOT NULL,
    reason text NOT NULL,
    days_left integer NOT NULL,
    resumed_on date,
    resume_key text,
    PRIMARY KEY (case_id, suspension_key)
);

CALL digisoc.protect('cases.evaluations', append_only => true);
CALL digisoc.protect('cases.decisions', append_only => true);
CALL digisoc.protect('cases.case_documents', append_only => true);
CALL digisoc.protect('cases.letters');
CALL digisoc.protect('cases.deadlines');
CALL digisoc.protect('cases.deadline_suspensions');
