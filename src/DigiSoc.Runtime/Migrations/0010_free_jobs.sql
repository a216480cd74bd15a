-- Why: a look for due jobs walked over every job that was made, run and deleted since the last vacuum, three times, though nearly
-- all of those were the node's own from the first moment and never waited for anybody: within a minute of load a look took
-- twice as long. Jobs that nobody has stand in an index of their own now; the others in one that is asked every few seconds, for
-- leases that have ended.
-- Locks: runtime.jobs, while two indexes of its open rows are made. Nodes of the version before go on, and look through the whole table.

DROP INDEX runtime.ix_jobs_due;
CREATE INDEX ix_jobs_free ON runtime.jobs (institution_id, due_at) WHERE owner IS NULL;
CREATE INDEX ix_jobs_leased ON runtime.jobs (due_at) WHERE owner IS NOT NULL;
