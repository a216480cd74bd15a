-- Why: a page keeps unfinished input by itself every few seconds. The history tells the beginning of each sitting and not each of
-- these: for that the row says whose the draft is.
-- Locks: runtime.user_tasks for a moment (a column without a default).

-- draft_saved_by: who saved the draft last, by hand or through the page; null: none, or saved before this migration.
ALTER TABLE runtime.user_tasks ADD COLUMN draft_saved_by text;
