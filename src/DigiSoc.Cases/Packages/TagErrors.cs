using DigiSoc.Runtime;

namespace DigiSoc.Cases.Packages;

/// <summary>What the engine refuses about tags of versions, in words for people and with the field it is about.</summary>
internal static class TagErrors
{
    public static Refusal Of(EngineRefusal refusal) => refusal.Code switch
    {
        "RUN-406" => CaseErrors.ReasonMissing(),
        "RUN-106" => new("CASE-160", LocalText.Of("Šādas izvietotas versijas nav.", "There is no such deployed version."), null, "version"),
        "RUN-110" => new(
            "CASE-161",
            LocalText.Of("Šādu nosaukumu dot nevar.", "A tag cannot be called so."),
            LocalText.Of(
                "Lietojiet 1–50 mazos latīņu burtus, ciparus, punktus un defises; pirmais ir burts vai cipars. “latest” ir aizņemts.",
                "Use 1–50 lower-case letters, digits, dots and hyphens, a letter or digit first. “latest” is taken."),
            "tag"),
        "RUN-111" => new(
            "CASE-162",
            LocalText.Of("Šāda nosaukuma nevienai versijai nav.", "No version bears this tag."),
            LocalText.Of("Nosaukumus rāda pakotnes lapa.", "The package's page lists its tags."),
            "tag"),
        _ => CaseErrors.EngineRefused(refusal.Code, refusal.Text),
    };

    /// <summary>Both said, which may be two versions.</summary>
    public static Refusal VersionAndTag() => new(
        "CASE-163",
        LocalText.Of("Norādīta gan versija, gan tās nosaukums.", "Both a version and a tag are given."),
        LocalText.Of("Norādiet vienu no tiem, vai neko – tad sāk ar jaunāko.", "Give one of the two, or none to start on the newest."),
        "tag");
}
