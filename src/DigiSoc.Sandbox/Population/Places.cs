using System.Globalization;

namespace DigiSoc.Sandbox.Population;

/// <summary>Real territories (ATVK codes), invented streets.</summary>
internal static class Places
{
    public static readonly Place Ogre = new("Ogre, Ogres novads", "0040000", "LV-5001");
    public static readonly Place Jelgava = new("Jelgava", "0003000", "LV-3001");
    public static readonly Place Riga = new("Rīga", "0001000", "LV-1001");

    private static readonly Place[] Others =
    [
        Riga, new("Daugavpils", "0002000", "LV-5401"), new("Liepāja", "0005000", "LV-3401"),
        new("Aizkraukle, Aizkraukles novads", "0020000", "LV-5101"), new("Ozolnieki, Jelgavas novads", "0030000", "LV-3018"),
        new("Ķekava, Ķekavas novads", "0034000", "LV-2123"), new("Mārupe, Mārupes novads", "0039000", "LV-2167"),
        new("Valmiera, Valmieras novads", "0054000", "LV-4201"),
    ];

    private static readonly string[] Streets =
        ["Izdomu iela", "Parauga iela", "Maketa iela", "Iztēles iela", "Piemēru iela", "Sapņu iela", "Pasaku iela"];

    public static Place Any(Chance chance) => chance.Between(1, 100) switch
    {
        <= 40 => Ogre,
        <= 80 => Jelgava,
        _ => chance.Of(Others),
    };

    public static AddressSpell Address(Chance chance, Place place, DateOnly since, DateOnly? until)
    {
        var home = string.Create(CultureInfo.InvariantCulture, $"{chance.Of(Streets)} {chance.Between(1, 90)}–{chance.Between(1, 60)}");
        var code = "19" + chance.Between(0, 9_999_999).ToString("0000000", CultureInfo.InvariantCulture);
        return new AddressSpell($"{home}, {place.Name}, {place.Postcode}", place.Atvk, code, since, until);
    }
}

internal sealed record Place(string Name, string Atvk, string Postcode);
