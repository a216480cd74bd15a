-- Why: a comment's text is personal data and stays out of the history, which is kept longer and is never changed. The history
-- holds a digest of salt and text: the text can be proved as long as it is kept, and not guessed once both are erased.
-- Locks: both tables for a moment (columns without defaults, or with a constant one).

ALTER TABLE runtime.task_comments ADD COLUMN on_behalf_of text, ADD COLUMN salt bytea;
ALTER TABLE runtime.task_attachments ADD COLUMN on_behalf_of text;
