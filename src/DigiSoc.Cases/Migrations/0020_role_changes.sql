-- Why: managers give and take roles; who did so, when and why stays, with the roles before and after.
-- Locks: nothing that others use.

CREATE TABLE cases.role_changes (
    change_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    institution_id text NOT NULL REFERENCES cases.institutions,
    user_id text NOT NULL REFERENCES cases.users,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL,
    before text[] NOT NULL,
    after text[] NOT NULL,
    reason text NOT NULL CHECK (reason <> '')
);
CREATE INDEX ix_role_changes_newest ON cases.role_changes (institution_id, change_id DESC);

CALL digisoc.protect('cases.role_changes', append_only => true);
