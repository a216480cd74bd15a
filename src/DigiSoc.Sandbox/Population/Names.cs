namespace DigiSoc.Sandbox.Population;

/// <summary>Names that look Latvian and that nobody bears: every surname begins with a word for "made up".</summary>
internal static class Names
{
    private static readonly string[] Beginnings =
        ["Izdom", "Paraug", "Piemēr", "Test", "Maket", "Šablon", "Iztēl", "Sapņ", "Pasak", "Modeļ"];

    private static readonly (string Man, string Woman)[] Endings =
    [
        ("bērzs", "bērza"), ("kalns", "kalna"), ("ozols", "ozola"), ("liepiņš", "liepiņa"), ("vītols", "vītola"),
        ("kļaviņš", "kļaviņa"), ("upītis", "upīte"), ("krūmiņš", "krūmiņa"), ("lācis", "lāce"), ("zvirbulis", "zvirbule"),
        ("dzenis", "dzene"), ("siliņš", "siliņa"), ("celmiņš", "celmiņa"), ("grāvis", "grāve"), ("ezeriņš", "ezeriņa"),
        ("roziņš", "roziņa"), ("āboliņš", "āboliņa"), ("rudzītis", "rudzīte"), ("balodis", "balode"), ("cīrulis", "cīrule"),
    ];

    private static readonly string[] Men =
        ["Jānis", "Andris", "Juris", "Edgars", "Māris", "Aivars", "Artūrs", "Roberts", "Kārlis", "Toms", "Pēteris",
            "Uldis", "Gatis", "Raivis", "Oskars", "Emīls", "Gustavs", "Rihards", "Dāvis", "Zigmunds"];

    private static readonly string[] Women =
        ["Anna", "Inese", "Līga", "Ilze", "Kristīne", "Dace", "Anita", "Marta", "Elīna", "Zane", "Aija", "Sanita",
            "Laima", "Vija", "Emīlija", "Sofija", "Alise", "Baiba", "Ērika", "Ņina"];

    public static string GivenName(Chance chance, bool man) => chance.Of(man ? Men : Women);

    public static FamilyName FamilyName(Chance chance)
    {
        var beginning = chance.Of(Beginnings);
        var (man, woman) = chance.Of(Endings);
        return new FamilyName(beginning + man, beginning + woman);
    }
}

internal sealed record FamilyName(string Man, string Woman)
{
    public string For(bool man) => man ? Man : Woman;
}
