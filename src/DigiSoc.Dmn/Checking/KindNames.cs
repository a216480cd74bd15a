using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>Kinds of values as FEEL and findings name them.</summary>
internal static class KindNames
{
    public static string Of(FeelKind kind) => kind switch
    {
        FeelKind.DateTime => "date and time",
        FeelKind.DaysTimeDuration => "days and time duration",
        FeelKind.YearsMonthsDuration => "years and months duration",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
