-- Why: a job that its node begins at once was a row, written and deleted again a moment later: a twelfth of a step's time. The
-- instance's own row says now that a node keeps its job; a row is written only for a job that does not end soon, is given back
-- or rests. A run of a node that shows no sign of life is looked through for what it kept: the instances that had a step since
-- kept_since. The engine's event times follow the database's clock on every node that keeps jobs.
-- kept_job: the waiting point; kept_by: the run of the node; kept_attempts: attempts by the model.
-- until: when the run counts as gone, by the database's clock. look_at: when it is looked through next.
-- Locks: runtime.instances for a moment; runtime.events while its index is made (one pass over the history, a few kilobytes a gigabyte).
-- Nodes of the version before go on: they know nothing of the mark, and no row of the job for them to take.

ALTER TABLE runtime.instances ADD COLUMN kept_job bigint, ADD COLUMN kept_by uuid, ADD COLUMN kept_attempts integer;

CREATE TABLE runtime.node_runs (
    run        uuid        NOT NULL,
    node       text        NOT NULL,
    until      timestamptz NOT NULL,
    kept_since timestamptz NOT NULL,
    look_at    timestamptz NOT NULL,
    CONSTRAINT pk_node_runs PRIMARY KEY (run)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON runtime.node_runs TO digisoc_app;

CREATE INDEX ix_events_at ON runtime.events USING brin (at) WITH (autosummarize = on);

CREATE FUNCTION runtime.is_element_held(institution text, type text, element text, package text, version integer, process text)
RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM runtime.holds h
        WHERE h.institution_id = institution AND (h.job_type = type OR (
            h.package_key = package AND COALESCE(h.element_id, element) = element
            AND COALESCE(h.package_version, version) = version AND COALESCE(h.process_id, process) = process)));
END
$$;

CREATE FUNCTION runtime.part_of(instance uuid, number bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT (left(instance::text, 28) || lpad(to_hex(number), 8, '0'))::uuid $$;

CREATE FUNCTION runtime.refuse_held() RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A hold stands on the job that the node would keep.' USING ERRCODE = 'DS002';
END
$$;
