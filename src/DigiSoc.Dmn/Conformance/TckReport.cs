namespace DigiSoc.Dmn.Conformance;

/// <summary>Lines of the kit's result file.</summary>
public static class TckReport
{
    /// <summary>The line of a case: level and folder, file without extension, case, verdict, remark.</summary>
    public static string Line(string levelAndFolder, string file, TckOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        string[] fields = [levelAndFolder, file, outcome.Case.Id, outcome.Passed ? "SUCCESS" : "ERROR", ""];
        return string.Join(",", fields.Select(Quoted));
    }

    private static string Quoted(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
