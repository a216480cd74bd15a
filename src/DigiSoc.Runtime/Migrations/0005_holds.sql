-- Why: an operator stops a job type, a step or a whole definition, and lets it go on, without touching each instance.
-- A hold stands as long as its row is there. Every statement that takes, fires, completes or starts something looks here
-- itself; the table is empty on most days and holds a handful of rows on others.
-- Timers of held things are set aside with due_at = infinity, so that they are not looked through again and again;
-- due_before keeps when they were due. Jobs of held things are set aside with due_at = infinity alone.
-- Locks: runtime.timers for a moment (a column without default).

CREATE TABLE runtime.holds (
    id              uuid        NOT NULL,
    institution_id  text        NOT NULL,
    job_type        text,
    package_key     text,
    package_version integer,
    process_id      text,
    element_id      text,
    refuses_starts  boolean     NOT NULL,
    reason          text        NOT NULL,
    placed_by       text        NOT NULL,
    placed_at       timestamptz NOT NULL,
    ends_at         timestamptz,
    CONSTRAINT pk_holds PRIMARY KEY (id),
    CONSTRAINT ck_holds_job_type_or_package CHECK ((job_type IS NULL) <> (package_key IS NULL)),
    CONSTRAINT ck_holds_parts_are_of_a_package CHECK (
        package_key IS NOT NULL OR (package_version IS NULL AND process_id IS NULL AND element_id IS NULL)),
    CONSTRAINT ck_holds_starts_are_of_a_definition CHECK (
        NOT refuses_starts OR (package_key IS NOT NULL AND element_id IS NULL))
);
CREATE INDEX ix_holds_institution ON runtime.holds (institution_id);
CALL digisoc.protect('runtime.holds');

-- change: 1 placed, 2 lifted by a person, 3 ended by its time.
CREATE TABLE runtime.hold_events (
    hold_id         uuid        NOT NULL,
    institution_id  text        NOT NULL,
    change          smallint    NOT NULL,
    at              timestamptz NOT NULL,
    actor           text        NOT NULL,
    reason          text        NOT NULL,
    job_type        text,
    package_key     text,
    package_version integer,
    process_id      text,
    element_id      text,
    refuses_starts  boolean     NOT NULL,
    ends_at         timestamptz,
    CONSTRAINT pk_hold_events PRIMARY KEY (hold_id, change),
    CONSTRAINT ck_hold_events_change_known CHECK (change BETWEEN 1 AND 3)
);
CREATE INDEX ix_hold_events_institution ON runtime.hold_events (institution_id, at DESC, hold_id, change);
CALL digisoc.protect('runtime.hold_events', append_only => true);

ALTER TABLE runtime.timers ADD COLUMN due_before timestamptz;

-- The instance a part belongs to: the same id with zeros in its last 32 bits. Plain SQL, so that the planner takes it in.
CREATE FUNCTION runtime.instance_of(part uuid) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT (left(part::text, 28) || '00000000')::uuid $$;
