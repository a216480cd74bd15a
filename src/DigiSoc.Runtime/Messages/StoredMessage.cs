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
    string? SenderId)
{
    /// <summary>The id told to the receiver: the sender's own where it gave one.</summary>
    public string PublicId => SenderId ?? Id.ToString();

    public OperationContext Context => new(InstitutionId, Actor);

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
        row.IsDBNull(10) ? null : row.GetString(10));
}
