using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Stepping;

/// <summary>What waits for a held instance is set aside, and brought back when it is let go.</summary>
internal static class Holding
{
    public static IReadOnlyList<Statement> Hold(Guid id) =>
    [
        // Jobs that run now go on; their answers are refused, and the job waits with the others.
        Parts("UPDATE runtime.jobs SET due_at = 'infinity' WHERE id BETWEEN $1 AND $2 AND owner IS NULL", id),
        Parts("UPDATE runtime.timers SET taken_until = 'infinity' WHERE id BETWEEN $1 AND $2", id),
    ];

    public static IReadOnlyList<Statement> LetGo(Guid id) =>
    [
        Parts("UPDATE runtime.jobs SET due_at = now() WHERE id BETWEEN $1 AND $2 AND due_at = 'infinity'", id),
        Parts("UPDATE runtime.timers SET taken_until = '-infinity' WHERE id BETWEEN $1 AND $2", id),
        Parts("UPDATE runtime.messages SET retry_at = now() WHERE target BETWEEN $1 AND $2 AND fate = 2", id),
        new(Sql.Announce, Value.Text("jobs")),
        new(Sql.Announce, Value.Text("timers")),
        new(Sql.Announce, Value.Text("messages")),
    ];

    private static Statement Parts(string sql, Guid id) =>
        new(sql, Value.Uuid(id), Value.Uuid(EngineIds.Part(id, uint.MaxValue)));
}
