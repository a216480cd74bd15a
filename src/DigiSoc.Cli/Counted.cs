using System.Globalization;

namespace DigiSoc.Cli;

/// <summary>Numbers of things as English says them.</summary>
internal static class Counted
{
    /// <summary><c>1 warning</c>, <c>2 warnings</c>; a word whose plural is not made with s gives it.</summary>
    public static string Of(long count, string one, string? several = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several ?? one + "s")}");
}
