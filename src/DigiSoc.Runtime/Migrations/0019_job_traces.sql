-- Why: a trace ended where a job began: the handler's part was a trace of its own. The row says now which step made the job
-- (W3C trace context), so that whichever node takes it goes on with that trace.
-- Locks: runtime.jobs for a moment.

ALTER TABLE runtime.jobs ADD COLUMN trace text;
