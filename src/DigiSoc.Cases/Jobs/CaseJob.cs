using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Jobs;

/// <summary>What every handler of the case layer reads from its job.</summary>
internal static class CaseJob
{
    /// <summary>The case the job belongs to; null when the instance was started without one.</summary>
    public static Guid? CaseId(this JobContext job) => Guid.TryParse(job.BusinessKey, out var caseId) ? caseId : null;

    public static DateOnly Today(this JobContext job) => RigaTime.DayOf(job.Now);

    public static string PackageText(this JobContext job) => $"{job.PackageKey}@{job.PackageVersion}";

    public static string? Input(this JobContext job, string name) => CaseJson.Text(job.Variables, name);

    public static string? Header(this JobContext job, string name) => job.Headers.GetValueOrDefault(name);

    public static JobOutcome Answer(FeelContext result, Alongside? alongside = null) =>
        JobOutcome.Completed(FeelContext.Of(("result", FeelValue.Of(result))), alongside);

    public static JobOutcome Missing(JobContext job, string what, string found = "nothing") => JobOutcome.Failed(
        "CASE-070",
        $"CASE-070 {job.Type} at {job.PackageText()}, element {job.ElementId}: expected {what}, found {found}. Available variables: {string.Join(", ", job.Variables.Keys)}. Correct the input mapping, or set the variable and retry.",
        retryable: false);
}
