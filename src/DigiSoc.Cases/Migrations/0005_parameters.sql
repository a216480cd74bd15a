-- Why: amounts by date of law and by date of knowledge: a past decision can be evaluated with what was known then.
-- Locks: nothing that others use.

-- institution_id '*': the law of the state, in force for everybody.
CREATE TABLE cases.parameters (
    parameter_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    institution_id text NOT NULL,
    key text NOT NULL,
    valid_from date NOT NULL,
    -- First day it is no longer in force; null: open.
    valid_to date,
    value jsonb NOT NULL,
    unit text NOT NULL,
    norm text NOT NULL,
    mark text NOT NULL CHECK (mark IN ('found', 'computed', 'inferred', 'memory')),
    source text NOT NULL,
    title_lv text NOT NULL,
    title_en text NOT NULL,
    recorded_at timestamptz NOT NULL,
    -- When a later recording took its place; null: what we know now.
    superseded_at timestamptz,
    CONSTRAINT ck_parameters_validity CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT ck_parameters_knowledge CHECK (superseded_at IS NULL OR superseded_at >= recorded_at)
);
CREATE UNIQUE INDEX uq_parameters_known_once ON cases.parameters (institution_id, key, valid_from) WHERE superseded_at IS NULL;
CREATE INDEX ix_parameters_in_force ON cases.parameters (key text_pattern_ops, valid_from);

CALL digisoc.protect('cases.parameters');
CREATE POLICY law_of_the_state ON cases.parameters FOR SELECT USING (institution_id = '*');
