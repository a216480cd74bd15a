using DigiSoc.Registers;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Jobs;

/// <summary>What a lookup step asks: header <c>item</c>, inputs <c>personCode</c> and, for items by period, <c>from</c> and <c>to</c> (exclusive).</summary>
internal sealed record LookupQuestion(string ItemId, string PersonCode, LookupPeriod? Period)
{
    /// <summary>Null when item or person is missing.</summary>
    public static LookupQuestion? Read(JobContext job)
    {
        if (job.Header("item") is not { } item || job.Input("personCode") is not { } person)
        {
            return null;
        }

        var from = CaseJson.Date(job.Variables, "from");
        var to = CaseJson.Date(job.Variables, "to");
        return new LookupQuestion(item, person, from is { } first && to is { } end ? new LookupPeriod(first, end) : null);
    }

    /// <summary>The same for every attempt at this step, also after an incident has been retried.</summary>
    public string KeyFor(JobContext job) => $"{job.InstanceId:N}/{job.ElementInstanceId}/{ItemId}/{CaseSearch.Digits(PersonCode)}";
}
