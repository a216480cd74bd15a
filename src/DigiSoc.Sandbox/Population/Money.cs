using System.Globalization;
using System.Numerics;

namespace DigiSoc.Sandbox.Population;

/// <summary>Wages, benefits and accounts in believable, not official, amounts.</summary>
internal static class Money
{
    private static readonly string[] Employers =
        ["SIA Izdomu maiznīca", "SIA Parauga būve", "AS Maketa koks", "SIA Piemēra veikals", "SIA Iztēles transports"];

    private static readonly (string Name, string Code)[] Banks =
        [("Izdomu banka", "IZDO"), ("Parauga banka", "PARA"), ("Maketa kase", "MAKE")];

    public static Job Wage(Chance chance, decimal gross, DateOnly from, DateOnly? until) =>
        WageFrom(chance.Of(Employers), gross, from, until);

    /// <summary>Net is gross less tax; the rate is invented and near the real one.</summary>
    public static Job WageFrom(string employer, decimal gross, DateOnly from, DateOnly? until)
    {
        var tax = decimal.Round(gross * 0.105m + Math.Max(0, gross - 550m) * 0.255m, 2);
        return new Job(employer, "wage", gross, tax, gross - tax, from, until);
    }

    /// <summary>A wage of which exactly <paramref name="net"/> is paid out.</summary>
    public static Job WageWithNet(decimal net, DateOnly from, DateOnly? until)
    {
        var tax = decimal.Round(net * 0.12m, 2);
        return new Job("SIA Izdomu maiznīca", "wage", net + tax, tax, net, from, until);
    }

    public static Account Account(Chance chance, DateOnly openedOn)
    {
        var (name, code) = chance.Of(Banks);
        var number = code + "0000" + chance.Between(0, 999_999_999).ToString("000000000", CultureInfo.InvariantCulture);
        return new Account("LV" + CheckDigits(number) + number, name, openedOn);
    }

    /// <summary>ISO 13616: the whole number modulo 97 is 1.</summary>
    private static string CheckDigits(string number)
    {
        var digits = string.Concat((number + "LV00").Select(Digits));
        return (98 - (int)(BigInteger.Parse(digits, CultureInfo.InvariantCulture) % 97)).ToString("00", CultureInfo.InvariantCulture);
    }

    private static string Digits(char sign) =>
        char.IsAsciiDigit(sign) ? sign.ToString() : (sign - 'A' + 10).ToString(CultureInfo.InvariantCulture);
}
