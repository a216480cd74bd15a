-- Why: a posting that was noted just before a crash must still reach the case, as an outcome does; and the ledger says
-- who noted what. The post room lists paper letters by their state.
-- Locks: documents.dispatches exclusively for a moment (no column rewrites the table).

ALTER TABLE documents.dispatches
    ADD COLUMN IF NOT EXISTS posted_by text,
    ADD COLUMN IF NOT EXISTS posting_told_at timestamptz,
    ADD COLUMN IF NOT EXISTS outcome_by text,
    -- Against signature (PazL 6, 7); false: the post or the channel says that it arrived.
    ADD COLUMN IF NOT EXISTS handed_over boolean NOT NULL DEFAULT false;

CREATE INDEX IF NOT EXISTS ix_dispatches_posting_untold ON documents.dispatches (institution_id, sent_at)
    WHERE posted_by IS NOT NULL AND posting_told_at IS NULL;
CREATE INDEX IF NOT EXISTS ix_dispatches_posted ON documents.dispatches (institution_id, sent_at DESC, id DESC)
    WHERE posted_by IS NOT NULL AND state IN (3, 4);
CREATE INDEX IF NOT EXISTS ix_dispatches_returned ON documents.dispatches (institution_id, outcome_at DESC, id DESC)
    WHERE state = 5;
