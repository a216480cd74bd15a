using DigiSoc.Bpmn;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Work;
using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Processes;

/// <summary>Says what the engine foresees: what ends, what begins, what changes, in each process instance that is touched.</summary>
internal sealed class OutlookReader(ProcessReader reader, Worklist worklist)
{
    public async Task<IReadOnlyList<ProcessOutlook>> ReadAsync(Worker worker, Guid caseId, Foreseen foreseen, CancellationToken ct)
    {
        var tasks = (await worklist.ForCaseAsync(worker, caseId, ct)).ToDictionary(task => task.TaskId);
        var outlook = new List<ProcessOutlook>();
        foreach (var one in foreseen.Instances)
        {
            outlook.Add(new Difference(one, await reader.TitlesAsync(one.Instance, ct), tasks).Read());
        }

        return outlook;
    }

    private sealed class Difference(ForeseenInstance foreseen, ElementTitles titles, Dictionary<Guid, WorkItem> tasks)
    {
        private readonly InstanceState _before = foreseen.Before ?? InstanceState.New;
        private readonly InstanceState _after = foreseen.After;
        private readonly Dictionary<long, CreateUserTask> _offered = foreseen.Effects.OfType<CreateUserTask>().ToDictionary(task => task.WaitId);

        public ProcessOutlook Read() => new(
            foreseen.Instance.InstanceId,
            titles.Of(foreseen.Instance.ProcessId),
            foreseen.Before is null,
            ProcessReader.StateOf(_after.Status),
            Missing(_before, _after),
            Missing(_after, _before),
            [.. Variables()],
            [.. Stopped()],
            [.. Sent().Distinct()]);

        /// <summary>What one state has and the other has not, by stay.</summary>
        private List<OutlookStay> Missing(InstanceState has, InstanceState lacks)
        {
            var known = lacks.Elements.Select(element => element.Id).ToHashSet();
            var waiting = lacks.Waits.Select(wait => wait.Id).ToHashSet();
            var stopped = lacks.Incidents.Select(incident => incident.Id).ToHashSet();
            var waits = has.Waits.Where(wait => !waiting.Contains(wait.Id)).Select(wait => (wait.ElementInstanceId, Wait: Said(wait)))
                .Concat(has.Incidents.Where(incident => !stopped.Contains(incident.Id))
                    .Select(incident => (incident.ElementInstanceId, Wait: new OutlookWait("incident", titles.Of(incident.ElementId)))))
                .ToLookup(pair => pair.ElementInstanceId, pair => pair.Wait);
            return
            [
                .. has.Elements
                    .Where(element => !known.Contains(element.Id) || waits.Contains(element.Id))
                    .Select(element => new OutlookStay(
                        element.Id,
                        element.ElementId,
                        titles.Of(element.ElementId),
                        !known.Contains(element.Id),
                        [.. waits[element.Id]])),
            ];
        }

        private OutlookWait Said(Wait wait) => wait.Kind switch
        {
            WaitKind.UserTask => OfTask(wait),
            WaitKind.Job => new("job", LocalText.Of(wait.Name ?? wait.ElementId)),
            WaitKind.Timer => new("timer", titles.Of(wait.ElementId), Until: wait.DueAt),
            WaitKind.Message => new("message", LocalText.Of(wait.Name ?? wait.ElementId)),
            WaitKind.Signal => new("signal", LocalText.Of(wait.Name ?? wait.ElementId)),
            WaitKind.Condition => new("condition", titles.Of(wait.ElementId)),
            WaitKind.Child => new("call", titles.Of(wait.ElementId)),
            _ => new("other", titles.Of(wait.ElementId)),
        };

        private OutlookWait OfTask(Wait wait)
        {
            if (_offered.GetValueOrDefault(wait.Id) is { } offered)
            {
                return new("task", titles.Of(wait.ElementId), Offered(offered));
            }

            var task = tasks.GetValueOrDefault(EngineIds.Part(foreseen.Instance.InstanceId, wait.Id));
            return new(
                "task",
                task?.Title ?? titles.Of(wait.ElementId),
                task?.AssigneeName is { } name ? LocalText.Of(name) : RoleTitle(task?.GroupKey),
                HasDraft: task?.HasDraft == true);
        }

        private static LocalText? Offered(CreateUserTask task)
        {
            var whom = task.Assignee is { } person ? [LocalText.Of(person)]
                : task.CandidateGroups.Select(RoleTitle).Concat(task.CandidateUsers.Select(user => LocalText.Of(user))).OfType<LocalText>().ToList();
            return whom.Count == 0 ? null : new(string.Join(", ", whom.Select(one => one.Lv)), string.Join(", ", whom.Select(one => one.En)));
        }

        private static LocalText? RoleTitle(string? key) =>
            key is null ? null : Role.All.FirstOrDefault(role => role.Key == key)?.Title ?? LocalText.Of(key);

        private IEnumerable<OutlookVariable> Variables() =>
            from after in _after.Elements
            join before in _before.Elements on after.Id equals before.Id
            from set in after.Variables
            let had = before.Variables.TryGet(set.Key, out var value) ? value : (FeelValue?)null
            where had is null || had.Value != set.Value
            select new OutlookVariable(after.Id, titles.Of(after.ElementId), set.Key, had?.ToString(), set.Value.ToString());

        private IEnumerable<OutlookIncident> Stopped() => foreseen.Effects.OfType<RaiseIncident>()
            .Where(raised => _after.Incidents.Any(incident => incident.Id == raised.IncidentId))
            .Select(raised => new OutlookIncident(raised.ElementId, titles.Of(raised.ElementId), raised.Code, EngineWords.Of(raised.Code, raised.Text)));

        private IEnumerable<string> Sent() => foreseen.Effects.Select(effect => effect switch
        {
            PublishMessage message => message.Name,
            BroadcastSignal signal => signal.Name,
            _ => null,
        }).OfType<string>();
    }
}
