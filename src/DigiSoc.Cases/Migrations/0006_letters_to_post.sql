-- Why: a letter on paper waits to be handed to the post; it counts as sent from that day, not from the day it is made.
-- Locks: cases.letters exclusively for a moment.

ALTER TABLE cases.letters DROP CONSTRAINT letters_state_check;
ALTER TABLE cases.letters ADD CONSTRAINT ck_letters_state_is_known
    CHECK (state IN ('rendered', 'to-post', 'sent', 'served', 'undelivered'));
