-- Why: the worker's lists by the day to look at a task again. Only tasks that have such a day stand in the indexes.
-- Locks: cases.work_items against writing while the indexes are built.

CREATE INDEX ix_work_team_follow_up ON cases.work_items (institution_id, group_key, follow_up_on, task_id)
    WHERE assignee_id IS NULL AND follow_up_on IS NOT NULL;
CREATE INDEX ix_work_all_follow_up ON cases.work_items (institution_id, follow_up_on, task_id)
    WHERE is_first AND follow_up_on IS NOT NULL;
