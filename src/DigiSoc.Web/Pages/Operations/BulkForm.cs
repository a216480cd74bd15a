using System.Globalization;
using DigiSoc.Bpmn;
using DigiSoc.Cases;
using DigiSoc.Runtime;

namespace DigiSoc.Web.Pages.Operations;

/// <summary>The form of a bulk operation as it was sent; every field as text.</summary>
public sealed record BulkForm
{
    public string? Operation { get; init; }

    public string? PackageKey { get; init; }

    public string? Version { get; init; }

    public string? ElementId { get; init; }

    public string? Status { get; init; }

    /// <summary>Days in Latvia, the last one included.</summary>
    public string? StartedFrom { get; init; }

    public string? StartedTo { get; init; }

    /// <summary>Case numbers, one a line.</summary>
    public string? Cases { get; init; }

    public string? HasIncident { get; init; }

    public string? IncidentCode { get; init; }

    public string? TargetVersion { get; init; }

    public string? Reason { get; init; }

    /// <summary>The order the form means, always a dry run; what cannot be read is added to the problems.</summary>
    internal BulkOrder Read(List<Refusal> problems) => new(
        Enum.TryParse<BulkOperation>(Operation, ignoreCase: true, out var operation) && Enum.IsDefined(operation) ? operation : BulkOperation.Suspend,
        PackageKey,
        Number(Version, "packageVersion", problems),
        ElementId,
        Status switch { "active" => InstanceStatus.Active, "suspended" => InstanceStatus.Suspended, _ => null },
        Midnight(StartedFrom, 0, "startedFrom", problems),
        Midnight(StartedTo, 1, "startedTo", problems),
        Cases?.Split(['\n', '\r', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        HasIncident == "on" ? true : null,
        IncidentCode,
        Number(TargetVersion, "targetVersion", problems),
        Reason: Reason);

    private static int? Number(string? text, string field, List<Refusal> problems)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        problems.Add(new("WEB-422", LocalText.Of("Versija ir vesels skaitlis.", "A version is a whole number."), null, field));
        return null;
    }

    private static DateTimeOffset? Midnight(string? day, int daysLater, string field, List<Refusal> problems)
    {
        if (string.IsNullOrWhiteSpace(day))
        {
            return null;
        }

        if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            var local = date.AddDays(daysLater).ToDateTime(TimeOnly.MinValue);
            return new DateTimeOffset(local, HoldsEndpoints.Riga.GetUtcOffset(local));
        }

        problems.Add(new("WEB-422", LocalText.Of("Šādas dienas nav.", "There is no such day."), null, field));
        return null;
    }
}
