using DigiSoc.Dmn.Checking;

namespace DigiSoc.Dmn;

/// <summary>Finds what is wrong, or probably not meant, in a model, without evaluating it.</summary>
/// <remarks>
/// Gaps and overlaps of a table are found completely where each column's tests are values, comparisons and intervals
/// over null, numbers, dates, times, durations, booleans, or strings; other columns are named in a note (DMN-033).
/// </remarks>
public static class DmnChecker
{
    /// <summary>All findings, those of reading included, in file order.</summary>
    /// <param name="model">The model, with its imports.</param>
    /// <param name="isImported">Whether other models import it, so that what it does not use itself may be used there.</param>
    public static IReadOnlyList<DmnDiagnostic> Check(DmnModel model, bool isImported = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. model.Diagnostics
            .Concat(TableChecks.Check(model))
            .Concat(TypeChecks.Check(model))
            .Concat(UsageChecks.Check(model, isImported))
            .Distinct()
            .OrderBy(finding => finding.Place.Line)
            .ThenBy(finding => finding.Place.Column)
            .ThenBy(finding => finding.Code, StringComparer.Ordinal)];
    }
}
