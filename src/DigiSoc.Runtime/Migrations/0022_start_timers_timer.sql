-- Why: a start at a date that is past, and each of a counted cycle that began in the past, began again with every version that was
-- deployed. The row says by which timer it was made: where the next version has the same one, what went off stays so. Rows from before
-- count as of the same timer.
-- Locks: runtime.start_timers for a moment.

ALTER TABLE runtime.start_timers ADD COLUMN timer text;
