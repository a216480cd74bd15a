using System.Globalization;
using System.Text.Json;
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

    /// <summary>For a migration: "source target" for each element that is mapped; empty for those that are not.</summary>
    public IReadOnlyList<string>? Renamed { get; init; }

    /// <summary>For retries: a JSON object.</summary>
    public string? Variables { get; init; }

    /// <summary>"propose": a mapping is asked for, nothing is begun.</summary>
    public string? Step { get; init; }

    /// <summary>The mapping as it was chosen; null: none was shown, or a new one is asked for.</summary>
    internal IReadOnlyDictionary<string, string>? Chosen => Step == "propose" || Renamed is null ? null : Pairs();

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
        Renamed: Chosen is { Count: > 0 } chosen ? chosen : null,
        Reason: Reason,
        Variables: Object(Variables, problems));

    /// <summary>The package and versions to propose a mapping for; null, with a problem: they are not given.</summary>
    internal (string Key, int From, int To)? ReadVersions(List<Refusal> problems)
    {
        if (!string.IsNullOrWhiteSpace(PackageKey) && Number(Version, "packageVersion", problems) is { } from && Number(TargetVersion, "targetVersion", problems) is { } to)
        {
            return (PackageKey, from, to);
        }

        if (problems.Count == 0)
        {
            problems.Add(new(
                "WEB-422",
                LocalText.Of("Lai ieteiktu atbilstību, norādiet pakotni, versiju, kurā procesi ir, un mērķa versiju.", "To propose a mapping, name the package, the version processes are on and the target version."),
                null,
                string.IsNullOrWhiteSpace(PackageKey) ? "packageKey" : string.IsNullOrWhiteSpace(Version) ? "packageVersion" : "targetVersion"));
        }

        return null;
    }

    // No id has a space in it; what is no pair is an element that keeps its id.
    private Dictionary<string, string> Pairs()
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Renamed!.Select(text => text.Split(' ')).Where(pair => pair.Length == 2))
        {
            pairs[pair[0]] = pair[1];
        }

        return pairs;
    }

    private static JsonElement? Object(string? text, List<Refusal> problems)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            problems.Add(new("WEB-422", LocalText.Of("Mainīgie nav JSON.", "The variables are no JSON."), null, "variables"));
            return null;
        }
    }

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
