-- Timers are taken institution by institution, so that one's many do not delay another's few. The index by due time alone
-- has nobody left who asks it. Locks: runtime.timers while the index is built (about a second for a million timers).
CREATE INDEX IF NOT EXISTS ix_timers_turn ON runtime.timers (institution_id, due_at);
DROP INDEX IF EXISTS runtime.ix_timers_due;
