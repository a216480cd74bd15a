using System.Globalization;
using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Cases.Work;

/// <summary>What an incident's words are made of.</summary>
/// <param name="Code">Of the cause.</param>
/// <param name="Attempts">How often the job was tried; null when no job is behind it, or nobody counted.</param>
/// <param name="Item">What a lookup asked for; null when the step is no lookup.</param>
/// <param name="Register">The register it asked; null when the step is no lookup.</param>
internal sealed record IncidentFacts(string Code, int? Attempts, DataItem? Item, RegisterSource? Register);

/// <summary>An incident as people read it.</summary>
/// <param name="Reason">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Owner">The role that is to do it.</param>
internal sealed record IncidentSaid(LocalText Reason, LocalText Remedy, Role Owner);

/// <summary>Says an incident in both languages from its code and facts. The technical text stays for operations.</summary>
/// <remarks>A code without words of its own is said by its subject (the letters before the dash).</remarks>
internal static class IncidentWords
{
    private static readonly LocalText RetryOrAnswer = new(
        "Mēģiniet vēlreiz; ja ziņas ir dokumentā, atbildiet reģistra vietā.",
        "Try again; if a document holds the information, answer in the register's place.");

    private static readonly LocalText AskHolder = new(
        "Sazinieties ar reģistra turētāju, pēc tam mēģiniet vēlreiz; ja ziņas ir dokumentā, atbildiet reģistra vietā.",
        "Contact the register's holder, then try again; if a document holds the information, answer in the register's place.");

    private static readonly LocalText Designer = new(
        "Procesu veidotājs izlabo procedūru, pēc tam mēģiniet vēlreiz.", "The process designer corrects the procedure; then try again.");

    private static readonly LocalText Operator = new(
        "Sistēmas uzturētājs novērš cēloni, pēc tam mēģiniet vēlreiz.", "The system's operator removes the cause; then try again.");

    private static readonly Dictionary<string, IncidentSaid> Known = new(StringComparer.Ordinal)
    {
        // {0}: the register's title in the language.
        ["REG-001"] = Said("Procedūra jautā ziņas, kuru nav datu katalogā.", "The procedure asks for information that the catalogue does not have.", Designer, Role.Manager),
        ["REG-002"] = Said("Šīs ziņas šai procedūrai jautāt nedrīkst: katalogā tam nav tiesiska pamata.", "This procedure may not ask for this: the catalogue has no legal basis for it.", Designer, Role.Manager),
        ["REG-003"] = Said("Šīs ziņas šajā solī jautāt nedrīkst: solim nav normas, kas to atļauj.", "This step may not ask for this: it rests on no norm that allows it.", Designer, Role.Manager),
        ["REG-004"] = Said("Jautājumam reģistram trūkst ziņu, kas jāieraksta piekļuves žurnālā.", "The question lacks what the access log must hold.", Designer, Role.Manager),
        ["REG-005"] = Said("Personas kods lietā nav derīgs, tāpēc reģistram jautāt nevar.", "The personal code on the case is not valid, so the register cannot be asked.",
            new("Pārbaudiet personas kodu iesniegumā un sastāvā.", "Check the personal code in the application and the household."), Role.SocialWorker),
        ["REG-006"] = Said("Periods, par kuru jautāt reģistram, nav derīgs.", "The period to ask the register about is not valid.", Designer, Role.Manager),
        ["REG-007"] = Said("Ar šo pašu atslēgu reģistram jau jautāts kas cits.", "Something else has been asked of the register under the same key.", Designer, Role.Manager),
        ["REG-010"] = Said("Reģistrs “{0}” laikā neatbildēja.", "The register “{0}” did not answer in time.", RetryOrAnswer),
        ["REG-011"] = Said("Ar reģistru “{0}” nav savienojuma.", "There is no connection to the register “{0}”.", RetryOrAnswer),
        ["REG-012"] = Said("Reģistrs “{0}” nedarbojas vai ir pārslogots.", "The register “{0}” is down or overloaded.", RetryOrAnswer),
        ["REG-013"] = Said("Reģistram “{0}” pašlaik nejautā: tas nupat vairākas reizes neatbildēja.", "The register “{0}” is not asked for now: it has just failed several times.", RetryOrAnswer),
        ["REG-014"] = Said("Reģistrs “{0}” atbildēja ar kļūdu.", "The register “{0}” answered with an error.", RetryOrAnswer),
        ["REG-015"] = Said("Reģistrs “{0}” liedza piekļuvi.", "The register “{0}” refused access.", AskHolder, Role.Manager),
        ["REG-016"] = Said("Reģistrs “{0}” noraidīja pieprasījumu.", "The register “{0}” refused the request.", AskHolder, Role.Manager),
        ["REG-020"] = Said("Reģistra “{0}” atbildi nevar nolasīt.", "The answer of the register “{0}” cannot be read.", AskHolder),
        ["REG-021"] = Said("Reģistra “{0}” atbildē trūkst ziņu, vai tās ir cita veida, nekā aprakstīts.", "The answer of the register “{0}” lacks fields or has them of another kind than described.", AskHolder),
        ["REG-022"] = Said("Reģistra “{0}” atbilde ir pretrunīga.", "The answer of the register “{0}” contradicts itself or the question.", AskHolder),
        ["REG-023"] = Said("Reģistra “{0}” atbilde ir pārāk liela.", "The answer of the register “{0}” is too large.", AskHolder),
        ["REG-024"] = Said("Reģistra “{0}” atbildē ir saturs, ko drošības dēļ nelasa.", "The answer of the register “{0}” has content that is not read, for safety.", AskHolder),
        ["REG-025"] = Said("Reģistrs “{0}” atbildēja vairākkārt un atšķirīgi.", "The register “{0}” answered several times, and differently.", AskHolder),
        ["DOC-001"] = Said("Šādas vēstules veidnes nav.", "There is no such letter template.", Designer, Role.Manager),
        ["DOC-002"] = Said("Vēstules veidnē ir kļūda.", "The letter's template has an error.", Designer, Role.Manager),
        ["DOC-003"] = Said("Vēstulei trūkst ziņu.", "The letter lacks data.", Designer, Role.Manager),
        ["DOC-040"] = Said("Sūtīšanas kanāls vēstuli nepieņēma.", "The channel did not take the letter.", new("Mēģiniet vēlreiz.", "Try again.")),
        ["DOC-041"] = Said("Sūtīšanas kanāls nav iestatīts.", "The channel is not set up.", Operator, Role.Manager),
        ["DOC-042"] = Said("Sūtīšanas kanāls adresātu nepazīst.", "The channel does not know the addressee.", new("Pārbaudiet adresi, pēc tam mēģiniet vēlreiz.", "Check the address, then try again.")),
        ["CASE-050"] = Said("Summai vai termiņam, kas procedūrai vajadzīgs, šajā dienā nav spēkā esošas vērtības.", "An amount or term the procedure needs has no value in force on the day.", Designer, Role.Manager),
        ["CASE-073"] = Said("Adresātam nav adreses šim sūtīšanas veidam.", "The addressee has no address for this way of sending.", new("Noskaidrojiet adresi, pēc tam mēģiniet vēlreiz.", "Find out the address, then try again.")),
        ["RUN-409"] = Said("Solis aizņēma pārāk ilgu laiku.", "The step took too long.", Operator, Role.Manager),
        ["BPMN-108"] = Said("Noteikumi ar šīm ziņām nedeva rezultātu.", "The rules gave no result for these data.", Designer, Role.Manager),
    };

    private static readonly Dictionary<string, IncidentSaid> Subjects = new(StringComparer.Ordinal)
    {
        ["REG"] = Known["REG-012"],
        ["DOC"] = Said("Vēstuli nevar sagatavot vai nosūtīt.", "The letter cannot be made or sent.", Operator, Role.Manager),
        ["CASE"] = Said("Solim trūkst ziņu, vai tās ir cita veida.", "The step lacks data, or has them of another kind.", Designer, Role.Manager),
        ["RUN"] = Said("Soli neizdevās izpildīt sistēmas kļūdas dēļ.", "The step could not be done because of a system error.", Operator, Role.Manager),
        ["BPMN"] = Said("Procedūra šajā solī ar lietas ziņām netiek tālāk.", "The procedure cannot go on at this step with the case's data.", Designer, Role.Manager),
    };

    private static readonly IncidentSaid Unknown = Said("Solis ir apstājies.", "The step stopped.", Operator, Role.Manager);

    /// <summary>Codes with words of their own.</summary>
    public static IReadOnlyCollection<string> Codes => Known.Keys;

    public static IncidentSaid Of(IncidentFacts facts)
    {
        var said = Known.GetValueOrDefault(facts.Code) ?? Subjects.GetValueOrDefault(facts.Code.Split('-')[0]) ?? Unknown;
        return said with
        {
            Reason = new LocalText(
                Joined(Filled(said.Reason.Lv, facts.Register?.TitleLv), facts.Item is { } lv ? $"Nav saņemts: {lv.TitleLv}." : null, TriedLv(facts.Attempts)),
                Joined(Filled(said.Reason.En, facts.Register?.TitleEn), facts.Item is { } en ? $"Not obtained: {en.TitleEn}." : null, TriedEn(facts.Attempts))),
        };
    }

    private static IncidentSaid Said(string lv, string en, LocalText remedy, Role? owner = null) => new(new(lv, en), remedy, owner ?? Role.SocialWorker);

    private static string Filled(string text, string? register) => text.Replace("{0}", register ?? "–", StringComparison.Ordinal);

    private static string Joined(params IEnumerable<string?> sentences) => string.Join(" ", sentences.Where(one => one is not null));

    /// <summary>Latvian counts 1, 21, 31 … (not 11) in the singular.</summary>
    private static string? TriedLv(int? times) => times is { } n and > 1
        ? string.Create(CultureInfo.InvariantCulture, $"Mēģināts {n} {(n % 10 == 1 && n % 100 != 11 ? "reizi" : "reizes")}.")
        : null;

    private static string? TriedEn(int? times) => times is { } n and > 1 ? string.Create(CultureInfo.InvariantCulture, $"Tried {n} times.") : null;
}
