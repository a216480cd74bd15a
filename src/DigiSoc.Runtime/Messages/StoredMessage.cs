using DigiSoc.Feel;
using DigiSoc.Runtime.History;
using Npgsql;

namespace DigiSoc.Runtime.Messages;

/// <summary>A message's row.</summary>
internal sealed record StoredMessage(
    Guid Id,
    string InstitutionId,
    bool IsSignal,
    string Name,
    string CorrelationKey,
    MessageFate Fate,
    Guid? Target,
    FeelContext Variables,
    string Actor,
    DateTimeOffset ExpiresAt,
    string? SenderId,
    string? OnBehalfOf,
    string? Purpose)
{
    /// <summary>The id told to the receiver: the sender's own where it gave one.</summary>
    public string PublicId => SenderId ?? Id.ToString();

    /// <summary>Who sent it, for whom and why, as the history of its receiver tells it.</summary>
    public OperationContext Context => new(InstitutionId, Actor) { OnBehalfOf = OnBehalfOf, Purpose = Purpose };

    public static StoredMessage Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetInt16(2) == 1,
        row.GetString(3),
        row.GetString(4),
        (MessageFate)row.GetInt16(5),
        row.IsDBNull(6) ? null : row.GetGuid(6),
        EventJson.Read(row.GetFieldValue<byte[]>(7)),
        row.GetString(8),
        row.GetFieldValue<DateTimeOffset>(9),
        TextOrNull(row, 10),
        TextOrNull(row, 11),
        TextOrNull(row, 12));

    private static string? TextOrNull(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
