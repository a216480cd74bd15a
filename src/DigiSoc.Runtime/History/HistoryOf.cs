using System.Security.Cryptography;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.History;

/// <summary>Makes the next history entry of an instance.</summary>
internal static class HistoryOf
{
    private static readonly TimeZoneInfo Riga = TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga");

    /// <summary>Hash of an operation without input.</summary>
    public static byte[] NoInput { get; } = SHA256.HashData([]);

    public static HistoryRow Row(
        StoredInstance instance,
        string operation,
        Guid? partId,
        string? elementId,
        Guid stepId,
        OperationContext context,
        byte[] inputHash,
        byte[] events,
        DateTimeOffset now) => new()
        {
            InstanceId = instance.Id,
            Number = instance.ChainNumber + 1,
            At = now,
            InstitutionId = instance.InstitutionId,
            BusinessKey = instance.BusinessKey,
            RootId = instance.RootId,
            StepId = stepId,
            PackageKey = instance.PackageKey,
            PackageVersion = instance.PackageVersion,
            LawDate = context.LawDate ?? instance.LawDate ?? TodayInRiga(now),
            Operation = operation,
            PartId = partId,
            ElementId = elementId,
            Actor = context.Actor,
            OnBehalfOf = context.OnBehalfOf,
            Purpose = context.Purpose,
            InputHash = inputHash,
            Events = events,
            PreviousHash = instance.ChainHash,
        };

    public static DateOnly TodayInRiga(DateTimeOffset now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Riga).DateTime);
}
