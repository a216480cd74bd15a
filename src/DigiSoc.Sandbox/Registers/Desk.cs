using System.Globalization;
using System.Text.Json.Nodes;
using DigiSoc.Sandbox.Population;

namespace DigiSoc.Sandbox.Registers;

/// <summary>Answers a register's question about a person in the shapes DigiSoc's catalogue describes.</summary>
internal sealed class Desk(People people)
{
    private delegate JsonNode Answer(Inhabitant person, AskedPeriod period);

    private readonly Dictionary<string, Answer> _answers = new(StringComparer.Ordinal)
    {
        ["fpr/GetPerson"] = (person, _) => Identity(person),
        ["fpr/GetRelatives"] = (person, _) => Relatives(people, person),
        ["fpr/GetCustody"] = (person, _) => Custody(people, person),
        ["address/declared-address"] = (person, _) => Address(person),
        ["vsaa/GetEP50"] = (person, period) => Benefits.Deductions(person, period, people.Day),
        ["vsaa/GetEP51"] = (person, period) => Benefits.Granted(person, period),
        ["vsaa/GetEP52"] = (person, period) => Benefits.Paid(person, period, people.Day),
        ["nva/status"] = (person, _) => Status(person),
        ["vid/income"] = (person, period) => Income(person, period, people.Day),
        ["vdeavk/disability"] = (person, _) => DisabilityOf(person),
        ["accounts/accounts"] = (person, _) => Accounts(person),
        ["banks/statements"] = (person, period) => Statements.Of(person, period, people.Day),
        ["ic/detention"] = (person, _) => new JsonObject { ["inPrison"] = person.InPrisonSince is not null, ["since"] = Day(person.InPrisonSince) },
        ["spolis/care"] = (person, _) => new JsonObject { ["inLongTermCare"] = person.InCareSince is not null, ["since"] = Day(person.InCareSince) },
    };

    private static readonly HashSet<string> ByPeriod =
        ["vsaa/GetEP50", "vsaa/GetEP51", "vsaa/GetEP52", "vid/income", "banks/statements"];

    /// <summary>Questions as <c>register/topic</c>.</summary>
    public IReadOnlyCollection<string> Topics => _answers.Keys;

    public static bool NeedsPeriod(string topic) => ByPeriod.Contains(topic);

    /// <summary>Null when the register does not know the person.</summary>
    public JsonNode? Ask(string topic, string personCode, AskedPeriod? period) =>
        people.Find(personCode) is { } person
            ? _answers[topic](person, period ?? new AskedPeriod(people.Day.Today, people.Day.Today))
            : null;

    internal static JsonNode? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static JsonNode Month(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static JsonObject Identity(Inhabitant person) => new()
    {
        ["personCode"] = person.PersonCode,
        ["givenName"] = person.GivenName,
        ["surname"] = person.Surname,
        ["birthDate"] = Day(person.BirthDate),
        ["deathDate"] = Day(person.DeathDate),
        ["status"] = person.DeathDate is null ? "active" : "passive",
        ["citizenship"] = person.Citizenship,
        ["residenceStatus"] = person.ResidenceStatus,
    };

    private static JsonArray Relatives(People people, Inhabitant person) =>
        [.. people.RelationsOf(person).Select(relation => Relative(people.Find(relation.To)!, relation.Kind))];

    private static JsonObject Relative(Inhabitant person, string kind) => new()
    {
        ["personCode"] = person.PersonCode,
        ["givenName"] = person.GivenName,
        ["surname"] = person.Surname,
        ["kind"] = kind,
    };

    private static JsonArray Custody(People people, Inhabitant person) =>
        [.. people.CustodiesOf(person).Select(custody => new JsonObject
        {
            ["childCode"] = custody.ChildCode,
            ["holderCode"] = custody.HolderCode,
            ["state"] = custody.State,
        })];

    private static JsonObject Address(Inhabitant person)
    {
        var current = person.Addresses.FirstOrDefault(spell => spell.Until is null);
        return new JsonObject
        {
            ["declared"] = current is null ? null : Place(current),
            ["since"] = Day(current?.Since),
            ["previous"] = new JsonArray([.. person.Addresses.Where(spell => spell.Until is not null).Select(Previous)]),
        };
    }

    private static JsonObject Place(AddressSpell spell) => new() { ["text"] = spell.Text, ["atvk"] = spell.Atvk, ["code"] = spell.Code };

    private static JsonObject Previous(AddressSpell spell)
    {
        var place = Place(spell);
        place["since"] = Day(spell.Since);
        place["until"] = Day(spell.Until);
        return place;
    }

    private static JsonObject Status(Inhabitant person) => new()
    {
        ["registered"] = person.Nva is not null,
        ["since"] = Day(person.Nva?.Since),
        ["dutiesFulfilled"] = person.Nva?.DutiesFulfilled,
        ["exemptions"] = new JsonArray([.. (person.Nva?.Exemptions ?? []).Select(text => (JsonNode)text)]),
    };

    /// <summary>Employers report a month after its end.</summary>
    private static JsonArray Income(Inhabitant person, AskedPeriod period, SandboxDay day) =>
        [.. from month in period.Months()
            where month < day.Month
            from job in person.Jobs
            where Payments.IsActive(job.From, job.Until, month)
            select new JsonObject { ["month"] = Month(month), ["payer"] = job.Payer, ["kind"] = job.Kind, ["gross"] = job.Gross, ["tax"] = job.Tax, ["net"] = job.Net }];

    private static JsonObject DisabilityOf(Inhabitant person) => new()
    {
        ["group"] = person.Disability.Group,
        ["child"] = person.Disability.Child,
        ["validTo"] = Day(person.Disability.ValidTo),
        ["careNeeded"] = person.Disability.CareNeeded,
    };

    private static JsonArray Accounts(Inhabitant person) =>
        [.. person.Accounts.Select(account => new JsonObject { ["iban"] = account.Iban, ["bank"] = account.Bank, ["openedOn"] = Day(account.OpenedOn) })];
}
