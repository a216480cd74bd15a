-- Why: answers of registers are kept under the step's idempotency key, so that a step that runs again after a crash asks
-- nothing twice; every read of personal data is recorded in a chain that cannot be changed unnoticed.
-- Locks: nothing that others use.

CREATE SCHEMA IF NOT EXISTS registers;

CREATE TABLE registers.lookups (
    institution_id   text        NOT NULL,
    idempotency_key  text        NOT NULL,
    lookup_id        uuid        NOT NULL,
    case_id          text        NOT NULL,
    item_id          text        NOT NULL,
    register_id      text        NOT NULL,
    -- Over item, person, period and purpose: the same key with another question is refused.
    question_sha256  text        NOT NULL,
    outcome          text        NOT NULL,
    answer_version   integer     NOT NULL DEFAULT 1,
    -- json keeps the text as it was hashed; jsonb would reorder it.
    answer           json,
    answer_sha256    text        NOT NULL,
    duplicates       integer     NOT NULL,
    retrieved_at     timestamptz NOT NULL,
    by_hand_reason   text,
    CONSTRAINT pk_lookups PRIMARY KEY (institution_id, idempotency_key),
    CONSTRAINT ck_lookups_outcome CHECK (outcome IN ('answered', 'not-found', 'by-hand')),
    CONSTRAINT ck_lookups_answered_has_answer CHECK ((outcome = 'not-found') = (answer IS NULL)),
    CONSTRAINT ck_lookups_by_hand_has_reason CHECK ((outcome = 'by-hand') = (by_hand_reason IS NOT NULL))
);

CREATE INDEX ix_lookups_case ON registers.lookups (institution_id, case_id);

CREATE TABLE registers.audit (
    institution_id  text        NOT NULL,
    sequence        bigint      NOT NULL,
    recorded_at     timestamptz NOT NULL,
    kind            text        NOT NULL,
    actor           text        NOT NULL,
    on_behalf_of    text,
    person_code     text,
    case_id         text,
    step_id         text,
    package_version text,
    item_id         text        NOT NULL,
    register_id     text,
    purpose         text        NOT NULL,
    norms           text[]      NOT NULL,
    lookup_id       uuid,
    code            text,
    answer_sha256   text,
    reason          text,
    previous_hash   text        NOT NULL,
    hash            text        NOT NULL,
    CONSTRAINT pk_audit PRIMARY KEY (institution_id, sequence),
    CONSTRAINT ck_audit_sequence_from_one CHECK (sequence >= 1),
    CONSTRAINT ck_audit_hashes_are_sha256 CHECK (hash ~ '^[0-9a-f]{64}$' AND previous_hash ~ '^[0-9a-f]{64}$')
);

-- The data-protection officer asks by case, by person and by employee, newest first.
CREATE INDEX ix_audit_case ON registers.audit (institution_id, case_id, sequence DESC);
CREATE INDEX ix_audit_person ON registers.audit (institution_id, person_code, sequence DESC);
CREATE INDEX ix_audit_actor ON registers.audit (institution_id, actor, sequence DESC);

-- Grants below allow INSERT and SELECT only; the trigger also stops the owner's mistakes.
CREATE FUNCTION registers.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'registers.% is append-only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON registers.audit
    FOR EACH ROW EXECUTE FUNCTION registers.refuse_change();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON registers.audit
    FOR EACH STATEMENT EXECUTE FUNCTION registers.refuse_change();
CREATE TRIGGER lookups_are_append_only BEFORE UPDATE ON registers.lookups
    FOR EACH ROW EXECUTE FUNCTION registers.refuse_change();

CALL digisoc.protect('registers.lookups', append_only => true);
CALL digisoc.protect('registers.audit', append_only => true);
