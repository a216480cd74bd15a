-- Why: a delegated task has an owner who gets it back; the list has to show both, and until now knew of neither.
-- Locks: cases.work_items for a moment (columns without a default).

ALTER TABLE cases.work_items ADD COLUMN IF NOT EXISTS owner_id text;
ALTER TABLE cases.work_items ADD COLUMN IF NOT EXISTS owner_name text;
