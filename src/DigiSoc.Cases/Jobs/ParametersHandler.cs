using DigiSoc.Runtime;

namespace DigiSoc.Cases.Jobs;

/// <summary><c>parameters</c>: the amounts in force on a day, nested by their keys.</summary>
internal sealed class ParametersHandler(LawBook law) : IJobHandler
{
    public string Type => JobTypes.Parameters;

    public async Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
    {
        if (CaseJson.Date(job.Variables, "onDate") is not { } on)
        {
            return CaseJob.Missing(job, "input 'onDate' (a date)");
        }

        var prefixes = (job.Header("keys") ?? job.Input("keys") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var table = (await law.OfAsync(job.InstitutionId, ct)).Parameters;
        var unknown = prefixes.Where(prefix => !table.Knows(prefix)).ToList();
        if (prefixes.Length == 0 || unknown.Count > 0)
        {
            return JobOutcome.Failed(
                "CASE-053",
                $"CASE-053 parameters at {job.PackageText()}, element {job.ElementId}: expected keys that have ever been set, found {string.Join(", ", unknown.DefaultIfEmpty("none"))}. Correct header 'keys', or add the parameter under workflows/parameters.",
                retryable: false);
        }

        return CaseJob.Answer(table.Nested(prefixes, on, job.InstitutionId));
    }
}
