-- Why: a table for the tests of migrations and tenancy.
CREATE SCHEMA probe;
CREATE TABLE probe.notes (institution_id text NOT NULL, text text NOT NULL);
CALL digisoc.protect('probe.notes');
INSERT INTO probe.notes VALUES ('ogre', 'note of ogre'), ('jelgava', 'note of jelgava');
