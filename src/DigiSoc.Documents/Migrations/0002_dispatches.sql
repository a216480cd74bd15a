-- Why: the ledger of what was sent to whom, how and when: the authority proves sending (PazL 8(4), 9(4)).
-- Locks: nothing that others use.

CREATE TABLE documents.dispatches (
    id uuid PRIMARY KEY,
    institution_id text NOT NULL,
    case_id uuid NOT NULL,
    document_id uuid NOT NULL REFERENCES documents.documents,
    key text NOT NULL,
    channel text NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    -- 1 planned, 2 to print, 3 sent, 4 delivered, 5 undelivered
    state smallint NOT NULL,
    planned_at timestamptz NOT NULL,
    sent_at timestamptz,
    reference text,
    outcome_at timestamptz,
    reason text,
    attempts integer NOT NULL DEFAULT 0,
    requested_by text NOT NULL,
    CONSTRAINT uq_dispatches_key_once_in_institution UNIQUE (institution_id, key),
    CONSTRAINT ck_dispatches_channel_is_known CHECK (
        channel IN ('eaddress', 'email', 'registered-post', 'ordinary-post', 'on-site')),
    CONSTRAINT ck_dispatches_state_is_known CHECK (state BETWEEN 1 AND 5),
    CONSTRAINT ck_dispatches_sent_has_time CHECK (state NOT IN (3, 4) OR sent_at IS NOT NULL),
    CONSTRAINT ck_dispatches_outcome_has_time CHECK (state NOT IN (4, 5) OR outcome_at IS NOT NULL),
    CONSTRAINT ck_dispatches_undelivered_has_reason CHECK (state <> 5 OR reason IS NOT NULL)
);

CREATE INDEX ix_dispatches_case ON documents.dispatches (institution_id, case_id, planned_at);
CREATE INDEX ix_dispatches_to_print ON documents.dispatches (institution_id, planned_at) WHERE state = 2;
CREATE INDEX ix_dispatches_awaiting_receipt ON documents.dispatches (institution_id, sent_at) WHERE state = 3;

CALL digisoc.protect('documents.dispatches');

-- A dispatch is never taken back from the ledger.
REVOKE DELETE ON documents.dispatches FROM digisoc_app;
