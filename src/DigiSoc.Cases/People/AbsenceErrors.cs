namespace DigiSoc.Cases;

/// <summary>Codes and texts about absences; listed in docs/errors.md.</summary>
internal static class AbsenceErrors
{
    private static readonly Dictionary<string, LocalText> Fields = new(StringComparer.Ordinal)
    {
        ["firstOn"] = new("Norādiet pirmo prombūtnes dienu.", "Give the first day of the absence."),
        ["lastOn"] = new("Norādiet pēdējo prombūtnes dienu.", "Give the last day of the absence."),
        ["substituteId"] = new("Izvēlieties, kurš aizvieto.", "Choose who substitutes."),
        ["kind"] = new("Izvēlieties prombūtnes veidu.", "Choose the kind of absence."),
    };

    public static Refusal Missing(string field) => new("CASE-130", Fields[field], null, field);

    public static Refusal EndsBeforeItBegins() => Of(
        "CASE-131", "Pēdējā diena ir pirms pirmās.", "The last day is before the first.", "Abas dienas ieskaita.", "Both days count.", "lastOn");

    public static Refusal IsOver(DateOnly lastOn, DateOnly today) => Of(
        "CASE-132", $"Diena {lastOn:dd.MM.yyyy} jau ir pagājusi (šodien ir {today:dd.MM.yyyy}).", $"{lastOn:yyyy-MM-dd} has passed (today is {today:yyyy-MM-dd}).",
        "Norādiet šodienu vai vēlāku dienu.", "Give today or a later day.", "lastOn");

    public static Refusal OneselfSubstituted() => Of(
        "CASE-133", "Neviens neaizvieto pats sevi.", "Nobody substitutes themselves.", "Izvēlieties kolēģi.", "Choose a colleague.", "substituteId");

    public static Refusal NoSuchPerson(string field) => Of(
        "CASE-134", "Šāda darbinieka jūsu iestādē nav.", "There is no such member of staff in your institution.", field: field);

    public static Refusal RolesLacking(IReadOnlyCollection<string> groups) => Of(
        "CASE-135",
        $"Tam, kam darbs nonāktu, trūkst lomas: {Titles(groups, title => title.Lv)}.",
        $"Somebody the work would come to lacks the role: {Titles(groups, title => title.En)}.",
        "Izvēlieties citu kolēģi vai lūdziet vadītājam piešķirt lomu.", "Choose another colleague, or ask a manager to give the role.", "substituteId");

    public static Refusal Overlaps(DateOnly firstOn, DateOnly lastOn) => Of(
        "CASE-136", $"Šajās dienās prombūtne jau ir reģistrēta ({firstOn:dd.MM.yyyy}–{lastOn:dd.MM.yyyy}).",
        $"An absence on these days is recorded already ({firstOn:yyyy-MM-dd} to {lastOn:yyyy-MM-dd}).",
        "Vispirms saīsiniet vai noņemiet to.", "Shorten or remove that one first.", "firstOn");

    public static Refusal Circle() => Of(
        "CASE-137", "Darbs nonāktu atpakaļ pie promesošā: aizvietotājs pats ir prom, un viņu aizvieto šis cilvēks.",
        "The work would come back to the absent person: the substitute is away too and is substituted by them.",
        "Izvēlieties kolēģi, kurš šajās dienās ir darbā.", "Choose a colleague who is there on these days.", "substituteId");

    public static Refusal Gone() => Of(
        "CASE-138", "Šādas prombūtnes vairs nav.", "There is no such absence any more.", "Atjaunojiet lapu.", "Reload the page.");

    public static Refusal NotShorter(DateOnly firstOn, DateOnly lastOn, DateOnly earliest) => Of(
        "CASE-139", $"Saīsināt var līdz dienai no {(firstOn > earliest ? firstOn : earliest):dd.MM.yyyy} un pirms {lastOn:dd.MM.yyyy}.",
        $"It can be shortened to a day from {(firstOn > earliest ? firstOn : earliest):yyyy-MM-dd} and before {lastOn:yyyy-MM-dd}.",
        "Ja cilvēks jau ir darbā, nospiediet “Beigt tagad”.", "If the person is back, end it now.", "lastOn");

    public static Refusal NotYours() => Of(
        "CASE-140", "Prombūtni reģistrē un maina pats darbinieks vai vadītājs.", "An absence is recorded and changed by the person or a manager.");

    internal static string Titles(IEnumerable<string> groups, Func<LocalText, string> of) =>
        string.Join(", ", groups.Select(key => Role.All.FirstOrDefault(role => role.Key == key) is { } role ? of(role.Title) : key));

    private static Refusal Of(string code, string lv, string en, string? remedyLv = null, string? remedyEn = null, string? field = null) =>
        new(code, new LocalText(lv, en), remedyLv is null ? null : LocalText.Of(remedyLv, remedyEn), field);
}
