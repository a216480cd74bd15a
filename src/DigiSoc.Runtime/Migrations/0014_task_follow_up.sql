-- Why: lists of tasks by the day to look at them again. Only tasks that have one stand in these indexes, so the others cost
-- nothing more. Tasks offered to several are found by their candidates and sorted: those with a follow-up date are few.
-- Locks: runtime.user_tasks against writing while the indexes are built.

CREATE INDEX ix_user_tasks_follow_up ON runtime.user_tasks (institution_id, follow_up_at, id) WHERE follow_up_at IS NOT NULL;
CREATE INDEX ix_user_tasks_queue_follow_up ON runtime.user_tasks (institution_id, queue, follow_up_at, id)
    WHERE assignee IS NULL AND follow_up_at IS NOT NULL;
