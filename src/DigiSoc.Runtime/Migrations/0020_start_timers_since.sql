-- Why: the firings of a process that begins each month were counted from the one before; once one fell on February 28, so did
-- all after it. They are counted from the deployment now, which the row says; rows from before are counted as they were.
-- Locks: runtime.start_timers for a moment.

ALTER TABLE runtime.start_timers ADD COLUMN since timestamptz;
