-- Why: pages of tasks by newest, by priority and of the whole institution sorted every task there is; now each list has
-- an index for each of its orders, and a page is a short range of it. A person's own tasks are few: sorted as found.
-- Locks: runtime.user_tasks and runtime.task_candidates against writing while the indexes are built.

CREATE INDEX ix_user_tasks_queue_newest ON runtime.user_tasks (institution_id, queue, created_at DESC, id DESC)
    WHERE assignee IS NULL;
CREATE INDEX ix_user_tasks_queue_priority ON runtime.user_tasks (institution_id, queue, priority DESC, due_at, id)
    WHERE assignee IS NULL;
CREATE INDEX ix_user_tasks_due ON runtime.user_tasks (institution_id, due_at, id);
CREATE INDEX ix_user_tasks_newest ON runtime.user_tasks (institution_id, created_at DESC, id DESC);
CREATE INDEX ix_user_tasks_priority ON runtime.user_tasks (institution_id, priority DESC, due_at, id);
CREATE INDEX ix_user_tasks_case ON runtime.user_tasks (institution_id, business_key);

-- What the orders need of the task, beside its further candidates.
ALTER TABLE runtime.task_candidates ADD COLUMN priority smallint, ADD COLUMN created_at timestamptz;
UPDATE runtime.task_candidates k SET priority = t.priority, created_at = t.created_at
FROM runtime.user_tasks t WHERE t.id = k.task_id;
DELETE FROM runtime.task_candidates WHERE created_at IS NULL;
ALTER TABLE runtime.task_candidates ALTER COLUMN priority SET NOT NULL, ALTER COLUMN created_at SET NOT NULL;
CREATE INDEX ix_task_candidates_newest ON runtime.task_candidates (institution_id, candidate, created_at DESC, task_id DESC);
CREATE INDEX ix_task_candidates_priority ON runtime.task_candidates (institution_id, candidate, priority DESC, due_at, task_id);
