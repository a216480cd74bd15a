-- Why: the manager's list of all open tasks by priority was the one order without an index, so it was shown by due day.
-- Locks: cases.work_items against writing while the index is built.

CREATE INDEX ix_work_all_priority ON cases.work_items (institution_id, priority DESC, due_on, task_id) WHERE is_first;
