-- Why: an order to try many incidents again carries the variables that are set in each instance first, so that what was wrong
-- is put right and goes on in one step, also when another node works it off.
-- Locks: runtime.bulks for a moment (a column without a default; the few rows are looked at once for the check).

-- variables: what is set in the process scope before the retry, in FEEL's stored form; null: nothing.
ALTER TABLE runtime.bulks ADD COLUMN variables json,
    ADD CONSTRAINT ck_bulks_variables_are_for_retries CHECK (variables IS NULL OR operation = 4);
