using System.Globalization;
using System.Text.Json.Nodes;
using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Registers.Answers;

/// <summary>Checks on the meaning of an answer that already has the right shape; the catalogue names those of an item.</summary>
internal static class AnswerChecks
{
    private delegate (string Place, string Broken)? Check(Asked asked, JsonNode answer);

    private sealed record Asked(string PersonCode, LookupPeriod? Period);

    private static readonly Dictionary<string, Check> Known = new(StringComparer.Ordinal)
    {
        ["same-person"] = (asked, answer) => Text(answer, "personCode") == asked.PersonCode ? null : ("/personCode", "another person"),
        ["death-after-birth"] = (_, answer) => DeathAfterBirth(answer),
        ["not-own-relative"] = (asked, answer) => First(answer, entry => Text(entry, "personCode") == asked.PersonCode, "personCode", "a person as own relative"),
        ["distinct-persons"] = (_, answer) => Distinct(answer, "personCode"),
        ["distinct-accounts"] = (_, answer) => Distinct(answer, "iban"),
        ["custody-concerns-person"] = (asked, answer) => First(
            answer, entry => Text(entry, "childCode") != asked.PersonCode && Text(entry, "holderCode") != asked.PersonCode, "childCode", "custody of other people"),
        ["addresses-in-order"] = (_, answer) => AddressesInOrder(answer),
        ["months-in-period"] = (asked, answer) => First(answer, entry => !IsMonthIn(asked.Period, Text(entry, "month")), "month", "a month that was not asked for"),
        ["amounts-not-negative"] = (_, answer) => NotNegative(answer),
        ["periods-in-order"] = (_, answer) => First(answer, entry => Text(entry, "to") is { } to && Day(to) < Day(Text(entry, "from")!), "to", "an end before the start"),
        ["registration-consistent"] = (_, answer) => Flag(answer, "registered") == (Text(answer, "since") is not null) ? null : ("/since", "registration and its date"),
        ["net-is-gross-less-tax"] = (_, answer) => First(answer, entry => Amount(entry, "net") != Amount(entry, "gross") - Amount(entry, "tax"), "net", "net is not gross less tax"),
        ["stay-consistent"] = (_, answer) => StayConsistent(answer),
        ["statement-balances"] = (_, answer) => First(answer, entry => !Balances(entry), "closing", "opening and lines do not give closing"),
        ["lines-in-period"] = (_, answer) => First(answer, entry => !LinesInside(entry), "lines", "a line outside the statement's days"),
    };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    public static bool IsKnown(string name) => Known.ContainsKey(name);

    /// <summary>The first broken check of the item; null when all hold.</summary>
    public static AnswerFault? Find(DataItem item, string personCode, LookupPeriod? period, JsonNode answer)
    {
        var asked = new Asked(personCode, period);
        foreach (var name in item.Checks)
        {
            if (Known[name](asked, answer) is var (place, broken))
            {
                return new AnswerFault(RegisterErrors.Contradiction(item.Id, place, broken), place, name);
            }
        }

        return null;
    }

    private static (string Place, string Broken)? DeathAfterBirth(JsonNode answer)
    {
        var died = Text(answer, "deathDate");
        return died is not null && Day(died) < Day(Text(answer, "birthDate")!) ? ("/deathDate", "death before birth")
            : died is not null && Text(answer, "status") == "active" ? ("/status", "a dead person with an active status")
            : null;
    }

    private static (string Place, string Broken)? AddressesInOrder(JsonNode answer)
    {
        var since = Text(answer, "since");
        if (answer["declared"] is null != (since is null))
        {
            return ("/since", "an address without date or a date without address");
        }

        return First(
            answer["previous"]!,
            entry => Day(Text(entry, "until")!) < Day(Text(entry, "since")!) || (since is not null && Day(Text(entry, "until")!) > Day(since)),
            "until", "addresses overlap") is var (place, broken)
            ? ("/previous" + place, broken)
            : null;
    }

    private static (string Place, string Broken)? StayConsistent(JsonNode answer)
    {
        var stays = answer.AsObject().Any(field => field.Value is JsonValue value && value.TryGetValue<bool>(out var flag) && flag);
        return stays == (Text(answer, "since") is not null) ? null : ("/since", "the stay and its date");
    }

    private static (string Place, string Broken)? NotNegative(JsonNode answer) => First(
        answer,
        entry => entry.AsObject().Any(field => field.Value is JsonValue value && value.TryGetValue<decimal>(out var amount) && amount < 0),
        "", "a negative amount");

    private static bool Balances(JsonNode statement) =>
        Amount(statement, "opening") + statement["lines"]!.AsArray().Sum(line => Amount(line!, "amount")) == Amount(statement, "closing");

    private static bool LinesInside(JsonNode statement)
    {
        var days = new LookupPeriod(Day(Text(statement, "from")!), Day(Text(statement, "to")!));
        return statement["lines"]!.AsArray().All(line => days.Contains(Day(Text(line!, "date")!)));
    }

    private static (string Place, string Broken)? Distinct(JsonNode answer, string name)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return First(answer, entry => !seen.Add(Text(entry, name)!), name, "the same entry twice");
    }

    private static (string Place, string Broken)? First(JsonNode list, Predicate<JsonNode> isBroken, string field, string broken)
    {
        var entries = list.AsArray();
        for (var index = 0; index < entries.Count; index++)
        {
            if (isBroken(entries[index]!))
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"/{index}");
                return (field.Length == 0 ? place : $"{place}/{field}", broken);
            }
        }

        return null;
    }

    private static bool IsMonthIn(LookupPeriod? period, string? month) => period?.TouchesMonth(Day(month + "-01")) != false;

    private static string? Text(JsonNode answer, string name) => answer[name]?.GetValue<string>();

    private static bool Flag(JsonNode answer, string name) => answer[name]!.GetValue<bool>();

    private static decimal Amount(JsonNode answer, string name) => answer[name]!.GetValue<decimal>();

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
