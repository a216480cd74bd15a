using DigiSoc.Bpmn;
using DigiSoc.Runtime.History;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Stepping;

/// <summary>An instance before its first step.</summary>
internal static class NewInstance
{
    public static StoredInstance Of(
        LoadedPackage package, string processId, string? businessKey, OperationContext context, Guid? id, DateTimeOffset now)
    {
        var instanceId = id ?? EngineIds.NewInstance(now);
        return new()
        {
            Id = instanceId,
            InstitutionId = context.InstitutionId,
            BusinessKey = businessKey ?? instanceId.ToString(),
            PackageKey = package.Key,
            PackageVersion = package.Number,
            ProcessId = processId,
            RootId = instanceId,
            ParentPart = null,
            Revision = 0,
            State = InstanceState.New,
            ChainNumber = 0,
            ChainHash = HistoryOf.NoInput,
            StepId = Guid.Empty,
            LawDate = context.LawDate,
            StartedAt = now,
            StartedBy = context.Actor,
            UpdatedAt = now,
            EndedAt = null,
        };
    }
}
