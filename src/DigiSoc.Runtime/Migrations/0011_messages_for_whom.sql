-- Why: a message and a signal kept only who sent them. In whose stead and why (an access to personal data must say it) were lost
-- on the way, and missing in the history of what they were delivered to or started.
-- Locks: runtime.messages for a moment; its rows are not rewritten. Nodes of the version before go on, and keep neither.

ALTER TABLE runtime.messages ADD COLUMN on_behalf_of text, ADD COLUMN purpose text;
