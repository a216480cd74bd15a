using DigiSoc.Bpmn;
using DigiSoc.Runtime.Storage;
using DigiSoc.Runtime.Tasks;

namespace DigiSoc.Runtime.Stepping;

/// <summary>Everything one transaction will write: the step asked for and those it sets off in its call tree.</summary>
internal sealed class StepPlan
{
    /// <summary>Instances after the plan, by id; those that were there before have a revision above 1 then.</summary>
    public Dictionary<Guid, StoredInstance> After { get; } = [];

    public List<Statement> Statements { get; } = [];

    public List<StepRecord> Records { get; } = [];

    public List<Alongside> Alongside { get; } = [];

    /// <summary>Jobs this node keeps for itself; they run after the commit, or their places are given back.</summary>
    public List<ReservedJob> Jobs { get; } = [];

    /// <summary>A later command of the plan changed the instance: its jobs are to find it as it is then.</summary>
    public void TellJobs(StoredInstance instance)
    {
        for (var at = 0; at < Jobs.Count; at++)
        {
            if (Jobs[at].Instance.Id == instance.Id)
            {
                Jobs[at] = Jobs[at] with { Instance = instance };
            }
        }
    }

    /// <summary>Tasks it opens, as their rows will be.</summary>
    public List<OpenTask> Tasks { get; } = [];

    public List<Guid> EndedTasks { get; } = [];

    /// <summary>What others should look at after the commit.</summary>
    public StepNews News { get; set; }

    /// <summary>When the earliest timer it schedules is due.</summary>
    public DateTimeOffset? FirstTimer { get; set; }
}

/// <summary>A job that is this node's from its first moment, with all its handler needs.</summary>
/// <param name="Kept">Null: it is written as a row, taken by this node.</param>
/// <param name="Trace">The step that makes it, as W3C writes it; null: nobody traces.</param>
internal sealed record ReservedJob(CreateJob Effect, StoredInstance Instance, Guid JobId, KeptEntry? Kept, string? Trace);

/// <summary>What a step leaves for others to do.</summary>
[Flags]
internal enum StepNews
{
    None = 0,
    Jobs = 1,
    Timers = 2,
    Messages = 4,
}
