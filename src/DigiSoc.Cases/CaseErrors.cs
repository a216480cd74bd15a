using System.Globalization;
using DigiSoc.Cases.Work;

namespace DigiSoc.Cases;

/// <summary>Codes and texts of the case layer; listed in docs/errors.md. A number is never reused.</summary>
internal static class CaseErrors
{
    public static Refusal CaseUnknown() => Of("CASE-001", "Šādas lietas jūsu iestādē nav.", "There is no such case in your institution.");

    public static Refusal TaskGone() => Of(
        "CASE-002", "Uzdevums vairs nav atvērts.", "The task is no longer open.",
        "Atjaunojiet sarakstu: to izpildīja kāds cits vai lieta aizgājusi tālāk.", "Reload the list: somebody did it, or the case went on.");

    public static Refusal TakenBy(string name) => Of(
        "CASE-003", $"Uzdevumu jau paņēma {name}.", $"{name} has already taken the task.",
        "Lūdziet to atdot vai vadītāju – nodot jums.", "Ask for its return, or a manager to hand it to you.");

    public static Refusal NotOffered(IReadOnlyList<string> groups) => Of(
        "CASE-004", $"Uzdevums ir paredzēts lomām: {Titles(groups, title => title.Lv)}.", $"The task is offered to: {Titles(groups, title => title.En)}.");

    public static Refusal FourEyes(string element) => Of(
        "CASE-005", $"Šo soli nedrīkst veikt tas, kurš veica soli “{element}” (četru acu princips).",
        $"Whoever performed “{element}” may not perform this step (four eyes).",
        "Uzdevumu veic kolēģis.", "A colleague has to do it.");

    public static Refusal NotYours() => Of(
        "CASE-006", "Atdot var tikai savu uzdevumu.", "Only one's own task can be returned.");

    public static Refusal NoSuchColleague(string userId) => Of(
        "CASE-007", $"Lietotāja “{userId}” šī uzdevuma grupās nav.", $"User “{userId}” is in none of the task's groups.");

    public static Refusal RoleNeeded(string roles) => Of(
        "CASE-008", $"Darbībai vajadzīga loma: {roles}.", $"This needs the role: {roles}.");

    public static Refusal FieldRequired(string field, LocalText label) => Of(
        "CASE-010", $"Aizpildiet lauku “{label.Lv}”.", $"Fill in “{label.En}”.", field: field);

    public static Refusal NotANumber(string field, LocalText label) => Of(
        "CASE-011", $"“{label.Lv}”: jābūt skaitlim.", $"“{label.En}” must be a number.", field: field);

    public static Refusal TooSmall(string field, LocalText label, decimal min) => Of(
        "CASE-012", $"“{label.Lv}”: ne mazāk par {Lv(min)}.", $"“{label.En}” must be at least {En(min)}.", field: field);

    public static Refusal TooLarge(string field, LocalText label, decimal max) => Of(
        "CASE-013", $"“{label.Lv}”: ne vairāk par {Lv(max)}.", $"“{label.En}” must be at most {En(max)}.", field: field);

    public static Refusal TooShort(string field, LocalText label, int min) => Of(
        "CASE-014", $"“{label.Lv}”: vismaz {min} rakstzīmes.", $"“{label.En}” needs at least {min} characters.", field: field);

    public static Refusal TooLong(string field, LocalText label, int max) => Of(
        "CASE-015", $"“{label.Lv}”: ne vairāk par {max} rakstzīmēm.", $"“{label.En}” may have at most {max} characters.", field: field);

    public static Refusal WrongPattern(string field, LocalText label, string? example) => Of(
        "CASE-016", $"“{label.Lv}”: nederīgs pieraksts.", $"“{label.En}” is not written as expected.", example, example, field);

    public static Refusal NotAChoice(string field, LocalText label, string choices) => Of(
        "CASE-017", $"“{label.Lv}”: izvēlieties no saraksta.", $"“{label.En}” must be one of the list.",
        $"Iespējamie: {choices}", $"Possible: {choices}", field);

    public static Refusal NotADate(string field, LocalText label) => Of(
        "CASE-018", $"“{label.Lv}”: jābūt datumam.", $"“{label.En}” must be a date.",
        "Pieraksts: GGGG-MM-DD", "Written as YYYY-MM-DD", field);

    public static Refusal WrongKind(string field, LocalText label, LocalText expected) => Of(
        "CASE-019", $"“{label.Lv}”: jābūt – {expected.Lv}.", $"“{label.En}” must be {expected.En}.", field: field);

    public static Refusal NotAnAddress(string field, LocalText label, LocalText what) => Of(
        "CASE-020", $"“{label.Lv}” nav derīgs {what.Lv}.", $"“{label.En}” is not a valid {what.En}.", field: field);

    public static Refusal RowsFixed(string field, LocalText label, int expected, int found) => Of(
        "CASE-021", $"“{label.Lv}”: rindu skaitu mainīt nevar ({expected}, saņemtas {found}).",
        $"“{label.En}”: rows can be neither added nor removed ({expected}, found {found}).", field: field);

    public static Refusal PackageUnknown(string key, string known) => Of(
        "CASE-030", $"Procedūras “{key}” nav.", $"There is no procedure “{key}”.", $"Ir: {known}", $"Available: {known}", "packageKey");

    public static Refusal ReceivedInFuture(DateOnly receivedOn, DateOnly today) => Of(
        "CASE-031", $"Saņemšanas diena {receivedOn:yyyy-MM-dd} ir pēc šodienas {today:yyyy-MM-dd}.",
        $"Received on {receivedOn:yyyy-MM-dd}, after today {today:yyyy-MM-dd}.", field: "receivedOn");

    public static Refusal ChannelUnknown(string channel, string known) => Of(
        "CASE-032", $"Kanāls “{channel}” nav zināms.", $"Channel “{channel}” is not known.", $"Ir: {known}", $"Available: {known}", "channel");

    public static Refusal PersonCodeMalformed(string field) => Of(
        "CASE-033", "Personas kodam jābūt 11 cipariem.", "A personal code has eleven digits.",
        "Piemēram: 300000-00000", "For example: 300000-00000", field);

    public static Refusal KeyMissing() => Of(
        "CASE-034", "Trūkst iesniegšanas atslēgas.", "The idempotency key is missing.",
        "Sūtiet vienu un to pašu atslēgu, atkārtojot pieprasījumu.", "Send the same key when repeating the request.", "idempotencyKey");

    public static Refusal NoteLength(int length) => Of(
        "CASE-040", $"Piezīmei jābūt 1–4000 rakstzīmēm, ir {length}.", $"A note has 1–4000 characters, found {length}.", field: "text");

    public static Refusal FileSize(int found, int most) => Of(
        "CASE-041", $"Failam jābūt 1–{most / 1024 / 1024} MB, ir {found} baiti.", $"A file has at most {most / 1024 / 1024} MB and is not empty; found {found} bytes.", field: "file");

    public static Refusal FileKind() => Of(
        "CASE-042", "Šāda veida failu nevar pievienot, vai tas ir bojāts.", "A file of this kind cannot be attached, or it is damaged.",
        "Pievienojiet PDF (bez programmām tajā), PNG vai JPEG.", "Attach a PDF (without programs in it), PNG or JPEG.", "file");

    public static Refusal IncidentGone() => Of(
        "CASE-060", "Šāda atvērta traucējuma vairs nav.", "There is no such open incident any more.");

    public static Refusal ReasonMissing() => Of(
        "CASE-061", "Norādiet pamatojumu.", "Give a reason.", field: "reason");

    public static Refusal NotAnswerable(string jobType) => Of(
        "CASE-062", $"Solim “{jobType}” atbildi ar roku nevar ievadīt.", $"A step of kind “{jobType}” cannot be answered by hand.");

    public static Refusal NotSkippable(string element) => Of(
        "CASE-063", $"Procedūra neļauj izlaist soli “{element}”.", $"The process does not allow skipping “{element}”.",
        "To atļauj galvene “skippable: true” solī.", "A header “skippable: true” on the step allows it.");

    public static Refusal AnswerUnfit(string code, string text, string field) => Of(
        "CASE-064", $"Atbilde neatbilst datu aprakstam ({code}).", $"The answer does not fit the catalogue: {code} {text}",
        "Pārbaudiet norādīto lauku un ievadiet vērtību, kā prasīts.", "Check the field named and give the value as it asks.", field);

    public static Refusal AnswerContradicts(LocalText what, LocalText remedy, string field) =>
        new("CASE-104", what, remedy, field);

    public static Refusal NoRows(string field) => Of(
        "CASE-105", "Nav nevienas rindas.", "There is no row.",
        "Ievadiet vismaz vienu rindu vai izvēlieties, ka reģistrā ziņu nav.", "Enter at least one row, or choose that the register holds nothing.", field);

    public static Refusal EngineRefused(string code, string text) => Of(
        "CASE-065", $"Lietas process to šobrīd nepieņem: {code} {EngineWords.Of(code, text).Lv}", $"The case's process does not take this now: {code} {text}");

    /// <summary>The finding begins with its own code ("RUN-103 …"); what it quotes of a file's own findings is in English.</summary>
    public static Refusal PackageRefused(string finding)
    {
        var (code, text) = finding.Split(' ', 2) is [var first, var rest] ? (first.TrimEnd(':'), rest) : (finding.TrimEnd(':'), "");
        return Of(code, $"Pakotne nav izvietota: {code} {EngineWords.Of(code, text).Lv}", $"The package was not deployed: {finding}", field: "files");
    }

    public static Refusal ProcessUnknown() => Of(
        "CASE-180", "Lietā šāda procesa nav.", "The case has no such process.",
        "Procesus rāda /cases/{id}/whereabouts.", "/cases/{id}/whereabouts tells its processes.", "instanceId");

    public static Refusal ChangeUnclear() => Of(
        "CASE-181", "Katra izmaiņa ir tieši viena no: activate, terminate, variables.", "Each change is exactly one of activate, terminate and variables.",
        "Norādiet vismaz vienu izmaiņu; inside der tikai ar activate un variables, with tikai ar activate.", "Give at least one; inside goes with activate and variables only, with goes with activate.", "changes");

    public static Refusal ExpressionUnreadable(string name, string code, string text) => Of(
        "CASE-182", $"Mainīgā “{name}” vērtību nevar izrēķināt: {code} {text}", $"The value of variable “{name}” cannot be computed: {code} {text}",
        "Rakstiet JSON vai FEEL, piemēram: 120, \"teksts\", date(\"2026-01-05\").", "Write JSON or FEEL, such as: 120, \"text\", date(\"2026-01-05\").", "variables");

    public static Refusal VariableNameless() => Of(
        "CASE-183", "Mainīgajam trūkst nosaukuma.", "A variable has no name.", field: "variables");

    public static Refusal ProcessMovedOn() => Of(
        "CASE-184", "Process tikmēr ir mainījies: kāds izdarīja soli vai to mainīja.", "The process has changed meanwhile: somebody did a step, or changed it.",
        "Apskatiet, kur tas ir tagad, un tad, kas notiks.", "Look where it is now, then at what will happen.");

    public static Refusal DispatchUnknown() => Of(
        "CASE-066", "Šāda nosūtīta sūtījuma jūsu iestādē nav.", "There is no such dispatch in your institution.", field: "dispatchId");

    public static Refusal DeliveryOutcomeUnknown(string outcome) => Of(
        "CASE-067", $"Nezināms iznākums “{outcome}”.", $"Unknown outcome “{outcome}”.", "Ir: handed-over, delivered, returned", "Known: handed-over, delivered, returned", "outcome");

    public static Refusal CaseIsClosed() => Of(
        "CASE-068", "Lieta ir slēgta.", "The case is closed.");

    public static Refusal NothingToContest() => Of(
        "CASE-103", "Lietā vēl nav lēmuma, ko apstrīdēt.", "The case has no decision yet that could be contested.");

    public static Refusal PostDayOutside(DateOnly on, DateOnly first, DateOnly last) => Of(
        "CASE-100", $"Diena {on:dd.MM.yyyy} nav iespējama: sūtījums sagatavots {first:dd.MM.yyyy}, šodien ir {last:dd.MM.yyyy}.",
        $"{on:yyyy-MM-dd} is not possible: the letter is of {first:yyyy-MM-dd}, today is {last:yyyy-MM-dd}.",
        "Norādiet dienu starp tām.", "Give a day between them.", "on");

    public static Refusal NotForThePost(LocalText channel) => Of(
        "CASE-101", $"Sūtījuma veids ir “{channel.Lv}”: pastam to nenodod.", $"The letter goes “{channel.En}”: it is not posted.",
        "Reģistrējiet izsniegšanu vai to, ka tā nebija iespējama.", "Record that it was handed over, or could not be.");

    public static Refusal AlreadyRecorded(string state) => Of(
        "CASE-102", $"Par šo sūtījumu jau reģistrēts citādi ({state}).", $"Something else has been recorded of this letter ({state}).",
        "Atjaunojiet sarakstu.", "Reload the list.");

    public static Refusal NoTasksChosen() => Of(
        "CASE-110", "Nav izvēlēts neviens uzdevums.", "No task is chosen.",
        "Atzīmējiet vismaz vienu.", "Choose at least one.", "taskIds");

    public static Refusal TooManyTasks(int found, int most) => Of(
        "CASE-111", $"Vienā reizē var apstrādāt ne vairāk par {most} uzdevumiem, izvēlēti {found}.",
        $"At most {most} tasks can be worked on at once, found {found}.",
        "Sadaliet tos vairākās reizēs.", "Divide them into several calls.", "taskIds");

    public static Refusal NothingToSchedule() => Of(
        "CASE-112", "Nav norādīts, ko mainīt.", "Nothing to change is given.",
        "Norādiet izpildes dienu, atgādinājuma dienu vai svarīgumu.", "Give a due day, a follow-up day or a priority.", "dueOn");

    public static Refusal DayHasPassed(string field, DateOnly day, DateOnly today) => Of(
        "CASE-113", $"Diena {day:dd.MM.yyyy} jau ir pagājusi (šodien ir {today:dd.MM.yyyy}).", $"{day:yyyy-MM-dd} has passed (today is {today:yyyy-MM-dd}).",
        "Norādiet šodienu vai vēlāku dienu.", "Give today or a later day.", field);

    public static Refusal PriorityOutside(int found) => Of(
        "CASE-114", $"Svarīgumam jābūt 0–100, ir {found}.", $"A priority is 0–100, found {found}.",
        "Parasti tas ir 50; lielāks ir svarīgāks.", "50 is usual; more is more important.", "priority");

    public static Refusal NotHeld() => Of(
        "CASE-115", "To drīkst uzdevuma izpildītājs vai vadītājs.", "Only the person who has the task, or a manager, may do this.",
        "Vispirms paņemiet uzdevumu.", "Take the task first.");

    public static Refusal StillDelegated(string owner) => Of(
        "CASE-116", $"Uzdevumu jums uzticēja {owner}; pabeigt to var tikai uzticētājs.", $"{owner} delegated the task to you; only its owner can complete it.",
        "Saglabājiet sagatavoto un atdodiet uzdevumu.", "Save what is prepared and give the task back.");

    public static Refusal NotDelegated() => Of(
        "CASE-117", "Šis uzdevums nav uzticēts.", "The task is not delegated.", "Pabeidziet to pats.", "Complete it yourself.");

    public static Refusal DelegatedToSelf() => Of(
        "CASE-118", "Uzdevums jau ir pie šī cilvēka vai pieder viņam.", "The task is with this person already, or is theirs.",
        "Izvēlieties citu kolēģi.", "Choose another colleague.");

    public static Refusal DaySetAndCleared(string field) => Of(
        "CASE-119", "Dienu nevar reizē noteikt un noņemt.", "A day cannot be set and taken away at once.",
        "Atstājiet vienu no abiem.", "Leave one of the two.", field);

    public static Refusal DraftChanged() => Of(
        "CASE-170", "Melnraksts tikmēr saglabāts citā logā vai to saglabāja cits.", "The draft was saved meanwhile in another window or by somebody else.",
        "Pārlādējiet lapu, lai to redzētu; “Saglabāt melnrakstu” to pārraksta.", "Reload the page to see it; “Save draft” overwrites it.");

    // A group of the institution's own, or a named person, has no title here.
    private static string Titles(IReadOnlyList<string> groups, Func<LocalText, string> of) =>
        string.Join(", ", groups.Select(key => Role.All.FirstOrDefault(role => role.Key == key) is { } role ? of(role.Title) : key));

    private static Refusal Of(string code, string lv, string en, string? remedyLv = null, string? remedyEn = null, string? field = null) =>
        new(code, new LocalText(lv, en), remedyLv is null ? null : LocalText.Of(remedyLv, remedyEn), field);

    private static string Lv(decimal number) => number.ToString(CultureInfo.GetCultureInfo("lv-LV"));

    private static string En(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
