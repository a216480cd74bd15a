using System.Globalization;

namespace DigiSoc.Cases.Decisions;

/// <summary>A term as a Latvian letter says it.</summary>
internal static class TermWords
{
    /// <summary>"viens mēnesis no lēmuma spēkā stāšanās dienas".</summary>
    public static string FromEffect(string term) => $"{Length(term)} no lēmuma spēkā stāšanās dienas";

    private static string Length(string term) => term switch
    {
        "P1M" => "viens mēnesis",
        "P1Y" => "viens gads",
        ['P', .. var number, 'M'] => $"{Number(number)} mēneši",
        ['P', .. var number, 'Y'] => $"{Number(number)} gadi",
        ['P', .. var number, 'D'] => $"{Number(number)} dienas",
        _ => throw new CaseDataException("CASE-052", $"CASE-052 Wording a term: expected PnD, PnM or PnY, found '{term}'."),
    };

    private static string Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
