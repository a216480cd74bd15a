using DigiSoc.Cases.Work;
using DigiSoc.Runtime;

namespace DigiSoc.Cases;

/// <summary>What the engine refuses about bulk operations, in words for people and with the field it is about.</summary>
internal static class BulkErrors
{
    public static Refusal Of(EngineRefusal refusal) => refusal.Code switch
    {
        "RUN-406" => CaseErrors.ReasonMissing(),
        "RUN-511" => Of("CASE-120", null, "Šādas darbības jūsu iestādē nav.", "There is no such operation in your institution."),
        "RUN-512" => Of("CASE-121", "packageKey", "Norādiet pakotni vai lietas: darbība ar visu iestādi nav iespējama.", "Name a package or cases: an operation on the whole institution is not possible."),
        "RUN-513" => Of("CASE-122", "status", "Darbība iespējama tikai ar norisošiem vai apturētiem procesiem.", "Only active or suspended processes can be chosen."),
        "RUN-514" => Of("CASE-123", "targetVersion", "Pārceļot norādiet mērķa versiju; citām darbībām tās nav.", "A migration needs its target version; other operations have none."),
        "RUN-515" => Of("CASE-124", null, "Izpildīt var tikai pabeigtu priekšskatījumu.", "Only a finished preview can be carried out."),
        "RUN-516" => Of("CASE-125", null, "Darbība jau ir beigusies.", "The operation has ended already."),
        "RUN-519" => Of("CASE-126", "renamed", "Soļu atbilstību norāda tikai pārceļot.", "Elements are mapped in a migration only."),
        "RUN-520" => Of("CASE-127", "variables", "Mainīgos norāda, tikai mēģinot vēlreiz apstājušos soļus.", "Variables are given for retries of stopped steps only."),
        "RUN-521" => Of("CASE-128", "renamed", EngineWords.Of(refusal.Code, refusal.Text).Lv, $"The mapping names elements that are not there: {refusal.Text}"),
        "RUN-106" => Of("CASE-156", "packageKey", "Šāda izvietota pakotne vai versija nav zināma.", "No such package or version is deployed."),
        _ => CaseErrors.EngineRefused(refusal.Code, refusal.Text),
    };

    public static Refusal VariablesUnreadable() => Of(
        "CASE-129", "variables", "Mainīgie jāraksta kā JSON objekts, piemēram {\"ienākumi\": 120}.", "Write variables as a JSON object, such as {\"income\": 120}.");

    private static Refusal Of(string code, string? field, string lv, string en) => new(code, LocalText.Of(lv, en), null, field);
}
