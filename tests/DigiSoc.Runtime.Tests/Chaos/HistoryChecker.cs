using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>Judges a run by its history and the clients' log alone, in plain SQL; it shares no code with the engine.</summary>
/// <remarks>
/// The log goes into <c>checker.requests</c>. Each rule is one query that gives a line for each thing that is wrong; a
/// rule added here needs a planted fault in <see cref="HistoryCheckerTests"/>.
/// </remarks>
internal sealed class HistoryChecker(NpgsqlConnection connection)
{
    public const string Schema = """
        CREATE SCHEMA IF NOT EXISTS checker;
        CREATE TABLE IF NOT EXISTS checker.requests (
            kind text, actor text, id uuid, name text, key text, message_id text, outcome text, answer text);
        TRUNCATE checker.requests;
        """;

    // The events of all entries one by one, taken apart once for all rules.
    private const string TakeApart = """
        DROP TABLE IF EXISTS checker.happened;
        CREATE TABLE checker.happened AS
            SELECT e.instance_id, e.number, x.place, e.at, e.step_id, e.operation, e.part_id, e.actor,
                x.event ->> 'kind' AS kind, x.event ->> 'element' AS element, (x.event ->> 'id')::bigint AS element_instance,
                x.event ->> 'trigger' AS trigger, x.event ->> 'detail' AS detail
            FROM runtime.events e CROSS JOIN LATERAL json_array_elements(e.events) WITH ORDINALITY x (event, place);
        CREATE INDEX ON checker.happened (instance_id, element_instance);
        CREATE INDEX ON checker.happened (detail) WHERE kind = 'EventTriggered';
        CREATE INDEX ON checker.happened (instance_id, element);
        ANALYZE checker.happened;
        ANALYZE runtime.events;
        """;

    // What a request of each kind leaves in the history: an entry of this operation by its own actor.
    private const string Traces = """
        WITH entries AS MATERIALIZED (
            SELECT actor, operation, instance_id, part_id, count(*) AS times FROM runtime.events
            GROUP BY actor, operation, instance_id, part_id
        ), traces AS (
            SELECT r.kind, r.actor, r.id, r.outcome, r.answer, COALESCE(sum(e.times), 0) AS times
            FROM checker.requests r
            JOIN (VALUES ('start', 'StartInstance', false), ('complete', 'CompleteUserTask', true), ('claim', 'ClaimTask', true),
                ('cancel', 'CancelInstance', false), ('suspend', 'SuspendInstance', false), ('resume', 'ResumeInstance', false)
                ) k (kind, operation, of_part) ON k.kind = r.kind
            LEFT JOIN entries e ON e.actor = r.actor AND e.operation = k.operation
                AND r.id = CASE WHEN k.of_part THEN e.part_id ELSE e.instance_id END
            GROUP BY r.kind, r.actor, r.id, r.outcome, r.answer)
        """;

    public static readonly IReadOnlyDictionary<string, string> Rules = new Dictionary<string, string>
    {
        ["accepted request is visible once"] = $"""
            {Traces} SELECT kind || ' by ' || actor || ' of ' || id || ' is in the history ' || times || ' times'
            FROM traces WHERE outcome = 'Accepted' AND times <> 1
            """,
        ["refused request changed nothing"] = $"""
            {Traces} SELECT kind || ' by ' || actor || ' was refused (' || answer || ') and is in the history ' || times || ' times'
            FROM traces WHERE outcome = 'Refused' AND times <> 0
            """,
        ["unanswered request happened at most once"] = $"""
            {Traces} SELECT kind || ' by ' || actor || ' is in the history ' || times || ' times' FROM traces
            WHERE outcome = 'Unknown' AND times > 1
            """,
        ["accepted message is kept"] = """
            SELECT DISTINCT r.name || ' ' || r.message_id || ' was accepted and is not there' FROM checker.requests r
            WHERE r.kind = 'publish' AND r.outcome = 'Accepted' AND NOT EXISTS (
                SELECT 1 FROM runtime.messages m WHERE m.name = r.name AND m.sender_id = r.message_id)
            """,
        ["message is consumed once, and only when delivered"] = """
            SELECT m.name || ' ' || m.sender_id || ' has fate ' || m.fate || ' and was consumed ' || times || ' times'
            FROM runtime.messages m CROSS JOIN LATERAL (SELECT CASE WHEN m.name = 'application'
                THEN (SELECT count(*) FROM runtime.instances i WHERE i.business_key = m.sender_id)
                ELSE (SELECT count(*) FROM checker.happened h WHERE h.kind = 'EventTriggered' AND h.trigger = 'message'
                    AND h.detail = m.sender_id) END AS times) c
            WHERE m.sender_id IS NOT NULL AND times <> CASE WHEN m.fate = 3 THEN 1 ELSE 0 END
            """,
        ["no message is stuck on its way"] = """
            SELECT m.name || ' ' || COALESCE(m.sender_id, '') || ' has fate ' || m.fate FROM runtime.messages m
            WHERE m.fate NOT IN (1, 3, 4)
            """,
        ["awaited message is not left in the buffer"] = """
            SELECT m.name || ' ' || m.correlation_key || ' is buffered while ' || s.id || ' waits for it'
            FROM runtime.messages m JOIN runtime.subscriptions s USING (institution_id, name, correlation_key)
            WHERE m.fate = 1 AND s.kind = 0 AND s.message_id IS NULL
            """,
        ["entries are numbered without gaps"] = """
            SELECT instance_id || ' has ' || count(*) || ' entries, the last is ' || max(number) FROM runtime.events
            GROUP BY instance_id HAVING count(*) <> max(number) OR min(number) <> 1 OR count(DISTINCT number) <> count(*)
            """,
        ["hashes chain"] = """
            SELECT instance_id || ' breaks at ' || number FROM (
                SELECT *, lag(hash) OVER (PARTITION BY instance_id ORDER BY number) AS before FROM runtime.events) e
            WHERE number > 1 AND previous_hash IS DISTINCT FROM before
            """,
        ["instance stands where its history ends"] = """
            SELECT i.id || ' stands at ' || i.revision || '/' || i.chain_number || ', history at ' || COALESCE(max(e.number), 0)
            FROM runtime.instances i LEFT JOIN runtime.events e ON e.instance_id = i.id GROUP BY i.id
            HAVING max(e.number) IS DISTINCT FROM i.revision OR max(e.number) IS DISTINCT FROM i.chain_number
                OR (array_agg(e.hash ORDER BY e.number DESC))[1] IS DISTINCT FROM i.chain_hash
            """,
        ["history has its instance"] = """
            SELECT DISTINCT e.instance_id || ' has a history and no row' FROM runtime.events e
            WHERE NOT EXISTS (SELECT 1 FROM runtime.instances i WHERE i.id = e.instance_id)
            """,
        ["a step is written once"] = """
            SELECT step_id || ' is written ' || count(*) || ' times' FROM runtime.events GROUP BY step_id HAVING count(*) > 1
            """,
        ["time does not run backwards in an instance"] = """
            SELECT instance_id || ' entry ' || number || ' at ' || at || ' after ' || before FROM (
                SELECT *, lag(at) OVER (PARTITION BY instance_id ORDER BY number) AS before FROM runtime.events) e
            WHERE at < before - interval '250 milliseconds'
            """,
        ["a waiting point is answered once"] = """
            SELECT operation || ' of ' || part_id || ' happened ' || count(*) || ' times' FROM runtime.events
            WHERE operation IN ('CompleteUserTask', 'CompleteJob', 'FireTimer', 'DeliverMessage', 'DeliverSignal', 'CompleteChild')
            GROUP BY operation, part_id HAVING count(*) > 1
            """,
        ["an element instance begins once and ends at most once"] = """
            SELECT instance_id || ' ' || element || ' ' || element_instance || ' began ' || began || ' times, ended ' || ended || ' times'
            FROM (SELECT instance_id, element, element_instance, count(*) FILTER (WHERE kind = 'ElementActivated') AS began,
                    count(*) FILTER (WHERE kind IN ('ElementCompleted', 'ElementTerminated')) AS ended
                FROM checker.happened WHERE kind IN ('ElementActivated', 'ElementCompleted', 'ElementTerminated')
                GROUP BY instance_id, element, element_instance) e
            WHERE began <> 1 OR ended > 1
            """,
        ["an element instance ends after it began"] = """
            SELECT e.instance_id || ' ' || e.element || ' ' || e.element_instance || ' ended before it began'
            FROM checker.happened e JOIN checker.happened b USING (instance_id, element, element_instance)
            WHERE b.kind = 'ElementActivated' AND e.kind IN ('ElementCompleted', 'ElementTerminated')
                AND (e.number, e.place) < (b.number, b.place)
            """,
        ["what began in an ended instance has ended"] = """
            SELECT h.instance_id || ' ' || h.element || ' ' || h.element_instance || ' never ended' FROM checker.happened h
            JOIN runtime.instances i ON i.id = h.instance_id AND i.ended_at IS NOT NULL
            WHERE h.kind = 'ElementActivated' AND NOT EXISTS (SELECT 1 FROM checker.happened e
                WHERE e.instance_id = h.instance_id AND e.element_instance = h.element_instance AND e.element = h.element
                    AND e.kind IN ('ElementCompleted', 'ElementTerminated'))
            """,
        ["every instance has ended"] = """
            SELECT id || ' ' || process_id || ' of ' || business_key || ' has status ' || status FROM runtime.instances
            WHERE ended_at IS NULL
            """,
        ["nothing is left open"] = """
            SELECT kind || ' ' || id FROM (SELECT 'job' AS kind, id FROM runtime.jobs UNION ALL SELECT 'timer', id FROM runtime.timers
                UNION ALL SELECT 'kept job of', id FROM runtime.instances WHERE kept_job IS NOT NULL
                UNION ALL SELECT 'task', id FROM runtime.user_tasks UNION ALL SELECT 'subscription', id FROM runtime.subscriptions
                UNION ALL SELECT 'incident', id FROM runtime.incidents) o
            """,
        ["a call starts one instance"] = """
            SELECT parent_part || ' started ' || count(*) || ' instances' FROM runtime.instances
            WHERE parent_part IS NOT NULL GROUP BY parent_part HAVING count(*) > 1
            """,
        ["every answered job has its effect and its row, once"] = """
            SELECT COALESCE(e.part_id::text, a.key) || ': answered ' || (e.part_id IS NOT NULL) || ', row ' || (a.key IS NOT NULL)
                || ', effect ' || (f.key IS NOT NULL)
            FROM (SELECT part_id FROM runtime.events WHERE operation = 'CompleteJob') e
            FULL JOIN ledger.answers a ON a.key = replace(e.part_id::text, '-', '')
            LEFT JOIN ledger.effects f ON f.key = COALESCE(a.key, replace(e.part_id::text, '-', ''))
            WHERE e.part_id IS NULL OR a.key IS NULL OR f.key IS NULL
            """,
        ["an answer's own row is written once"] = """
            SELECT key || ' is written ' || count(*) || ' times' FROM ledger.answers GROUP BY key HAVING count(*) > 1
            """,
        ["effects are of jobs there were"] = """
            SELECT key || ' has no instance' FROM ledger.effects f WHERE NOT EXISTS (
                SELECT 1 FROM runtime.instances i WHERE left(replace(i.id::text, '-', ''), 24) = left(f.key, 24))
            """,
        ["no timer fires early"] = """
            SELECT f.instance_id || ' ' || f.element || ' fired ' || (f.at - b.at) || ' after it was set'
            FROM checker.happened f JOIN (VALUES ('rest', 'rest', interval '1 second'), ('late', 'assess', interval '3 seconds'),
                    ('silence', 'hear', interval '2 seconds')) t (element, set_by, rest) ON t.element = f.element
            JOIN checker.happened b ON b.instance_id = f.instance_id AND b.kind = 'ElementActivated' AND b.element = t.set_by
            WHERE f.kind = 'EventTriggered' AND f.trigger = 'timer' AND f.at < b.at + t.rest - interval '250 milliseconds'
            """,
    };

    /// <summary>The rules that hold at any time, whatever still waits.</summary>
    public static readonly IReadOnlyCollection<string> OfHistory =
    [
        "entries are numbered without gaps", "hashes chain", "instance stands where its history ends", "history has its instance",
        "a step is written once", "a waiting point is answered once", "an element instance begins once and ends at most once",
        "an element instance ends after it began", "what began in an ended instance has ended", "a call starts one instance",
    ];

    public async Task LoadAsync(IEnumerable<Request> requests)
    {
        await ExecuteAsync(Schema);
        await using var copy = await connection.BeginBinaryImportAsync("COPY checker.requests FROM STDIN (FORMAT binary)");
        foreach (var (call, outcome, answer) in requests)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(call.Kind, NpgsqlDbType.Text);
            await copy.WriteAsync(call.Actor, NpgsqlDbType.Text);
            await WriteAsync(copy, call.Id, NpgsqlDbType.Uuid);
            await WriteAsync(copy, call.Name, NpgsqlDbType.Text);
            await WriteAsync(copy, call.Key, NpgsqlDbType.Text);
            await WriteAsync(copy, call.MessageId, NpgsqlDbType.Text);
            await copy.WriteAsync(outcome.ToString(), NpgsqlDbType.Text);
            await WriteAsync(copy, answer, NpgsqlDbType.Text);
        }

        await copy.CompleteAsync();
    }

    /// <summary>What is wrong, each with the rule it breaks; empty: the run was sound.</summary>
    /// <param name="rules">Names of the rules to check; null: all.</param>
    public async Task<IReadOnlyList<(string Rule, string Found)>> CheckAsync(IEnumerable<string>? rules = null)
    {
        await ExecuteAsync(TakeApart);
        var broken = new List<(string, string)>();
        foreach (var rule in rules ?? Rules.Keys)
        {
            await using var query = new NpgsqlCommand(Rules[rule], connection) { CommandTimeout = 0 };
            await using var rows = await query.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                broken.Add((rule, rows.IsDBNull(0) ? "(no words)" : rows.GetString(0)));
            }
        }

        return broken;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static Task WriteAsync<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type) =>
        value is null ? copy.WriteNullAsync() : copy.WriteAsync(value, type);
}
