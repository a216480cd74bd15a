-- Why: when two nodes looked for a receiver of the same message at once, the second one marked another point that waits with it, though
-- the message was on its way already. A point so marked was passed over by every later message, which was kept in vain.
-- And what was set aside for a hold on one version of a package stayed aside when its instance was carried over to another one, also
-- after the hold was lifted. All of it is looked at once more; what a hold or a suspended instance keeps goes aside again.
-- Locks: the rows that are changed, for a moment. Nodes of the version before go on.

UPDATE runtime.subscriptions s SET message_id = NULL
WHERE s.message_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM runtime.messages m WHERE m.id = s.message_id AND m.fate = 2 AND m.target = s.id);

UPDATE runtime.messages m SET fate = 0
WHERE m.fate = 1 AND m.kind = 0 AND m.expires_at > now() AND EXISTS (
    SELECT 1 FROM runtime.subscriptions s
    WHERE s.institution_id = m.institution_id AND s.name = m.name AND s.correlation_key = m.correlation_key AND s.kind = 0
        AND s.message_id IS NULL);

UPDATE runtime.timers SET due_at = due_before, due_before = NULL WHERE due_before IS NOT NULL;
UPDATE runtime.jobs j SET due_at = now() FROM runtime.instances i
WHERE j.owner IS NULL AND j.due_at = 'infinity' AND i.id = runtime.instance_of(j.id) AND i.status <> 2;
UPDATE runtime.messages SET retry_at = now() WHERE fate IN (0, 2) AND retry_at = 'infinity';
