using System.Globalization;
using DigiSoc.Bpmn;
using Npgsql;

namespace DigiSoc.Runtime.Verifying;

/// <summary>Something open of an instance, as its row or its state has it.</summary>
/// <param name="Kind">The kind of its row.</param>
/// <param name="ElementId">Where in the model; null: its row does not say.</param>
/// <param name="Name">A job's type, a message's or signal's name; null: nothing, or not known.</param>
/// <param name="Key">The key that a message is correlated by; null: none. It may be somebody's data, and is not told.</param>
/// <param name="DueAt">When a timer is due; null: it is none.</param>
internal sealed record OpenPart(string Kind, string? ElementId, string? Name, string? Key, DateTimeOffset? DueAt)
{
    public static OpenPart Of(NpgsqlDataReader row) => new(
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5));

    public static OpenPart Of(Wait wait) => wait.Kind switch
    {
        WaitKind.Timer or WaitKind.Continuation => new("Timer", wait.ElementId, null, null, wait.DueAt),
        WaitKind.Message or WaitKind.Signal => new(wait.Kind.ToString(), wait.ElementId, wait.Name, wait.CorrelationKey ?? "", null),
        WaitKind.Job => new("Job", wait.ElementId, wait.Name, null, null),
        _ => new(wait.Kind.ToString(), wait.ElementId, null, null, null),
    };

    public static OpenPart Of(Incident incident) => new("Incident", incident.ElementId, null, null, null);

    /// <summary>True when nothing that both know differs; PostgreSQL keeps microseconds.</summary>
    public bool Answers(OpenPart awaited) =>
        Kind == awaited.Kind
        && (ElementId is null || awaited.ElementId is null || ElementId == awaited.ElementId)
        && (Name is null || awaited.Name is null || Name == awaited.Name)
        && IsOfKey(awaited)
        && (DueAt is not { } due || awaited.DueAt is not { } other || (due - other).Duration() < TimeSpan.FromMicroseconds(1));

    public bool IsOfKey(OpenPart awaited) => Key is null || awaited.Key is null || Key == awaited.Key;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind}{(ElementId is null ? "" : $" at `{ElementId}`")}{(Name is null ? "" : $" for `{Name}`")}{(DueAt is { } due ? $" due {due:O}" : "")}");
}
