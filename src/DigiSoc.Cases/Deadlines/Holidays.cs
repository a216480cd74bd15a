namespace DigiSoc.Cases.Deadlines;

/// <summary>Statutory holidays and moved working days, from <c>workflows/parameters/holidays.yaml</c>.</summary>
/// <remarks>
/// <paramref name="Moved"/>: a day off and the Saturday worked for it; in force only for institutions that follow the
/// Cabinet's order. Norm: SvD 1; DL 133(4).
/// </remarks>
internal sealed record Holidays(IReadOnlySet<DateOnly> Statutory, IReadOnlyList<(DateOnly Off, DateOnly Worked)> Moved)
{
    public const string FileName = "holidays.yaml";

    /// <exception cref="CaseDataException">CASE-051 with place, expected and found.</exception>
    public static Holidays Read(string file, string text)
    {
        var root = new CaseYaml(file, "holidays", CaseYaml.Root(file, text));
        return new Holidays(
            root.List("holidays").Select(day => day.Date("on")).ToHashSet(),
            [.. root.List("moved").Select(day => (day.Date("off"), day.Date("worked")))]);
    }
}
