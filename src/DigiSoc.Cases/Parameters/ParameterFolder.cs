using DigiSoc.Cases.Deadlines;

namespace DigiSoc.Cases.Parameters;

/// <summary>The files of <c>workflows/parameters/</c>.</summary>
internal static class ParameterFolder
{
    public static IReadOnlyList<Parameter> Read(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)
            .Where(file => Path.GetFileName(file) != Holidays.FileName)
            .SelectMany(file => ParameterFile.Read(file, File.ReadAllText(file))),
    ];

    public static Holidays ReadHolidays(string folder)
    {
        var file = Path.Combine(folder, Holidays.FileName);
        return Holidays.Read(file, File.ReadAllText(file));
    }
}
