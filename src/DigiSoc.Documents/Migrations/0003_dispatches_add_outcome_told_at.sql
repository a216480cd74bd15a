-- Why: an outcome that was noted just before a crash must still reach the case; it counts as told only when said so.
-- Locks: documents.dispatches exclusively for a moment (a column without a default value is no rewrite).

ALTER TABLE documents.dispatches ADD COLUMN IF NOT EXISTS outcome_told_at timestamptz;

CREATE INDEX IF NOT EXISTS ix_dispatches_untold ON documents.dispatches (institution_id, outcome_at)
    WHERE state IN (4, 5) AND outcome_told_at IS NULL;
