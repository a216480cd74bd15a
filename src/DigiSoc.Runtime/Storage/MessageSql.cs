using DigiSoc.Runtime.Holds;

namespace DigiSoc.Runtime.Storage;

/// <summary>The statements of messages and signals, each with the index it relies on.</summary>
internal static class MessageSql
{
    // pk_subscriptions
    public const string DeleteSubscription = "DELETE FROM runtime.subscriptions WHERE id = $1";

    // ix_messages_open
    public const string Open = """
        SELECT id, institution_id, kind, name, correlation_key, fate, target, variables, actor, expires_at, sender_id,
            on_behalf_of, purpose
        FROM runtime.messages WHERE fate IN (0, 2) AND retry_at <= now() ORDER BY id LIMIT $1
        """;

    // pk_messages
    public const string One = """
        SELECT id, institution_id, kind, name, correlation_key, fate, target, variables, actor, expires_at, sender_id,
            on_behalf_of, purpose
        FROM runtime.messages WHERE id = $1
        """;

    // pk_messages
    public const string Fate = "SELECT fate, target FROM runtime.messages WHERE id = $1";

    // pk_messages, ix_subscriptions_name: the oldest point that waits and has no message on its way yet gets it. Several nodes may be at
    // it: one that comes when it has its receiver, or has started a process, must mark no point with it, which nothing would free again.
    public const string Address = """
        WITH unaddressed AS (
            SELECT id FROM runtime.messages WHERE id = $1 AND fate = 0 FOR UPDATE
        ), found AS (
            SELECT id FROM runtime.subscriptions
            WHERE institution_id = $2 AND name = $3 AND correlation_key = $4 AND kind = 0 AND message_id IS NULL
                AND EXISTS (SELECT 1 FROM unaddressed)
            ORDER BY id LIMIT 1 FOR UPDATE
        ), pointed AS (
            UPDATE runtime.subscriptions s SET message_id = $1 FROM found WHERE s.id = found.id RETURNING s.id
        )
        UPDATE runtime.messages SET fate = CASE WHEN EXISTS (SELECT 1 FROM pointed) THEN 2 ELSE fate END,
            target = (SELECT id FROM pointed)
        WHERE id = $1 AND fate = 0
        RETURNING fate, target
        """;

    // pk_messages: nobody waits and no process begins with it.
    public const string Buffer = """
        UPDATE runtime.messages SET fate = CASE WHEN expires_at > $2 THEN 1 ELSE 4 END WHERE id = $1 AND fate = 0
        """;

    // ix_subscriptions_name: a signal becomes one message for each point that waits for it now. In the transaction that
    // stores it: what begins to wait later, also in a process it starts, waits for the next one.
    public const string SpreadSignal = """
        INSERT INTO runtime.messages (id, institution_id, kind, name, correlation_key, fate, target, variables, actor,
            on_behalf_of, purpose, published_at, expires_at)
        SELECT gen_random_uuid(), m.institution_id, 1, m.name, '', 2, s.id, m.variables, m.actor, m.on_behalf_of, m.purpose,
            m.published_at, m.published_at
        FROM runtime.messages m
        JOIN runtime.subscriptions s ON s.institution_id = m.institution_id AND s.name = m.name AND s.kind = 1
        WHERE m.id = $1
        """;

    // pk_messages: a delivered message is kept as long as its sender's id must be recognised.
    public const string Delivered = """
        UPDATE runtime.messages SET fate = 3, expires_at = $2 WHERE id = $1 AND fate IN (0, 2)
        """;

    // The guard of a start by message: the batch is undone when somebody else has taken the message.
    public const string Take = """
        UPDATE runtime.messages SET fate = 3, expires_at = $2, kind = CASE WHEN fate = 0 THEN kind END WHERE id = $1
        """;

    // pk_messages: its point is gone; look for another. At once: it may have been set aside for the point that is gone.
    public const string LookAgain = "UPDATE runtime.messages SET fate = 0, target = NULL, retry_at = now() WHERE id = $1 AND fate = 2";

    public const string Forget = "UPDATE runtime.messages SET fate = 4 WHERE id = $1 AND fate = 2";

    // pk_messages, pk_instances, pk_subscriptions: it is wanted and could not be taken now. A suspended instance sets this back
    // when it is resumed or carried over to another version, a hold when it is lifted; all are locked meanwhile, for else they could go
    // between our look and our write.
    public static readonly string Postpone = $"""
        WITH receiver AS MATERIALIZED (
            SELECT i.institution_id, i.package_key, i.package_version, i.process_id, i.status FROM runtime.instances i
            WHERE i.id = $2 FOR SHARE),
        point AS MATERIALIZED (
            SELECT s.element_id FROM runtime.subscriptions s
            WHERE s.id = (SELECT m.target FROM runtime.messages m WHERE m.id = $1) AND EXISTS (SELECT 1 FROM receiver) FOR SHARE),
        standing AS (
            SELECT h.id FROM runtime.holds h, point, receiver WHERE {HoldSql.OfInstance("receiver", "point.element_id")}
            FOR SHARE OF h)
        UPDATE runtime.messages
        SET retry_at = CASE WHEN EXISTS (SELECT 1 FROM receiver WHERE status = 2) OR EXISTS (SELECT 1 FROM standing) THEN 'infinity'
            ELSE now() + interval '1 second' END
        WHERE id = $1 AND fate = 2
        """;

    // pk_messages: the process it would start is held. As above, when the hold is lifted it is looked at again.
    public static readonly string WaitForStart = $"""
        WITH standing AS (
            SELECT h.id FROM runtime.holds h WHERE {HoldSql.OfStart("$2", "$3", "$4", "$5")} FOR SHARE)
        UPDATE runtime.messages SET retry_at = CASE WHEN EXISTS (SELECT 1 FROM standing) THEN 'infinity' ELSE now() END
        WHERE id = $1 AND fate = 0
        """;

    // pk_messages: it could not be taken further; others first.
    public const string Rest = "UPDATE runtime.messages SET retry_at = now() + interval '5 seconds' WHERE id = $1 AND fate IN (0, 2)";

    // ix_messages_buffered by institution and name
    public const string Unwanted = """
        SELECT id, correlation_key, variables, published_at FROM runtime.messages
        WHERE institution_id = $1 AND name = $2 AND fate = 1 AND kind = 0 AND published_at < $3 AND expires_at > $4
        ORDER BY id LIMIT $5
        """;

    // pk_messages
    public const string Withdraw = "UPDATE runtime.messages SET fate = 4 WHERE id = $1 AND institution_id = $2 AND fate = 1";

    public const string Expire = """
        DELETE FROM runtime.messages WHERE fate IN (1, 3, 4) AND expires_at < $1
        """;
}
