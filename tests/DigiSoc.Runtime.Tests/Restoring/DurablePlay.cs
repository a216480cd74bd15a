using System.Text;
using System.Text.RegularExpressions;
using DigiSoc.Bpmn;
using DigiSoc.Bpmn.Driving;
using DigiSoc.Feel;
using DigiSoc.Runtime.Stepping;
using DigiSoc.TestSupport;
using Npgsql;

namespace DigiSoc.Runtime.Tests.Restoring;

/// <summary>Answers, one at a time, what an instance and those it called wait for; which and how is drawn from the seed and the stored states alone.</summary>
internal sealed partial class DurablePlay(TestDatabase database, Guid rootId, ulong seed)
{
    private const int MostSteps = 600;

    private readonly Chance _chance = new(seed);
    private readonly Dictionary<string, int> _aside = new(StringComparer.Ordinal);
    private int _steps;

    /// <summary>An instance of the tree; its name says by which waits it was called from the root, for ids differ from run to run.</summary>
    private sealed record Living(Guid Id, string Name, string ProcessId, InstanceState State);

    /// <summary>Something that can be answered, and the command that does.</summary>
    private sealed record Point(Living Of, long PartNumber, Command Command, bool IsWork, string? AsideKey);

    /// <summary>Answers one point on a node; false: the root has ended.</summary>
    public async Task<bool> StepAsync(TestNode node)
    {
        var living = await LivingAsync();
        if (living.All(each => each.Id != rootId))
        {
            return false;
        }

        (++_steps).ShouldBeLessThanOrEqualTo(MostSteps, $"seed {seed} comes to no end");
        var package = (await node.Engine.FindInstanceAsync(rootId, TestNode.Boss))!;
        var points = new List<Point>();
        foreach (var instance in living)
        {
            var model = (await node.Engine.ModelAsync(package.PackageKey, package.PackageVersion, instance.ProcessId))!;
            points.AddRange(Points(instance, model));
        }

        var chosen = Choose(points);
        if (chosen.AsideKey is { } key)
        {
            _aside[key] = _aside.GetValueOrDefault(key) + 1;
        }

        var request = new StepRequest(chosen.Of.Id, chosen.Command, TestNode.Anna) { PartId = EngineIds.Part(chosen.Of.Id, chosen.PartNumber) };
        var answer = await node.Engine.Node.Stepper.RunAsync(request, CancellationToken.None);
        answer.IsDone.ShouldBeTrue($"seed {seed}, {chosen.Command}: {answer.Refusal?.Text}");
        return true;
    }

    /// <summary>The whole history of the tree and the last states, with names in the place of ids.</summary>
    public async Task<IReadOnlyList<string>> TellAsync()
    {
        var names = (await TreeAsync()).ToDictionary(each => each.Id.ToString()[..24], each => each.Name, StringComparer.Ordinal);
        var told = await ListAsync(
            """
            SELECT e.instance_id::text || ' ' || e.number || ' ' || e.operation || ' ' || COALESCE(e.part_id::text, '') || ' ' || e.element_id || ' ' || e.events::text
            FROM runtime.events e JOIN runtime.instances i ON i.id = e.instance_id WHERE i.root_id = $1
            """,
            row => row.IsDBNull(0) ? "" : row.GetString(0));
        told.AddRange(await ListAsync(
            "SELECT id::text, status, state FROM runtime.instances WHERE root_id = $1",
            row => $"{row.GetString(0)} ended {row.GetInt16(1)} {Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(2))}"));
        return [.. told.Select(line => Id().Replace(line, found => $"<{names.GetValueOrDefault(found.Value[..24], "?")}:{EngineIds.NumberOf(Guid.Parse(found.Value))}>")).Order(StringComparer.Ordinal)];
    }

    // As the pure driver: work before timers and signals most of the time, what happens aside twice at most while anything else waits.
    private Point Choose(List<Point> points)
    {
        var main = points.FindAll(each => each.AsideKey is null);
        var aside = points.FindAll(each => each.AsideKey is { } key && _aside.GetValueOrDefault(key) < 2);
        var work = main.FindAll(each => each.IsWork);
        points.ShouldNotBeEmpty($"seed {seed} waits for ever");
        return aside.Count > 0 && (main.Count == 0 || _chance.OneIn(6)) ? _chance.Pick(aside)
            : work.Count > 0 && !_chance.OneIn(5) ? _chance.Pick(work)
            : _chance.Pick(main.Count > 0 ? main : points);
    }

    private IEnumerable<Point> Points(Living instance, ProcessModel model)
    {
        foreach (var wait in instance.State.Waits.Where(wait => wait.Kind is not (WaitKind.Condition or WaitKind.Child)))
        {
            var node = model.Find(wait.ElementId)!;
            var key = node.IsInterrupting ? null : $"{instance.Name}/{wait.ElementInstanceId}/{wait.ElementId}";
            yield return new(instance, wait.Id, Answer(instance, wait, node, model), wait.Kind is not (WaitKind.Timer or WaitKind.Signal), key);
        }

        foreach (var incident in instance.State.Incidents)
        {
            yield return new(instance, incident.Id, new ResolveIncident(incident.Id), IsWork: true, null);
        }
    }

    private Command Answer(Living instance, Wait wait, FlowNode node, ProcessModel model) => wait.Kind switch
    {
        WaitKind.UserTask => new CompleteUserTask(wait.Id, FeelContext.Empty),
        WaitKind.Job when node.Type == "adHocSubProcess" => new CompleteJob(wait.Id, FeelContext.Empty, Chosen(instance, wait, node, model)),
        WaitKind.Job when _chance.OneIn(12) => new FailJob(wait.Id, "PLAY", "failed on purpose"),
        WaitKind.Job => new CompleteJob(wait.Id, FeelContext.Of(("sum", FeelValue.Of(_chance.Below(3))))),
        WaitKind.Message => new DeliverMessage(wait.Id, "m", FeelContext.Empty),
        WaitKind.Signal => new DeliverSignal(wait.Id, FeelContext.Empty),
        _ => new FireTimer(wait.Id),
    };

    // An activity first, then that the sub-process is through.
    private static AdHocChoice Chosen(Living instance, Wait wait, FlowNode node, ProcessModel model) =>
        instance.State.Elements.Any(each => each.ParentId == wait.ElementInstanceId) || wait.Id > wait.ElementInstanceId + 1
            ? new AdHocChoice([], IsThrough: true, CancelsRemaining: true)
            : AdHocChoice.Of(model.Elements.First(each => each.Parent == node && each.Incoming.Count == 0 && each.AttachedTo is null && !each.Type.EndsWith("Event", StringComparison.Ordinal)).Id);

    private async Task<List<Living>> LivingAsync() => [.. (await TreeAsync()).Where(each => each.State.Status == InstanceStatus.Active)];

    private async Task<List<Living>> TreeAsync()
    {
        var rows = await ListAsync(
            "SELECT id, parent_part, process_id, state FROM runtime.instances WHERE root_id = $1",
            row => (Id: row.GetGuid(0), Part: row.IsDBNull(1) ? (Guid?)null : row.GetGuid(1), Process: row.GetString(2), State: InstanceState.Deserialize(row.GetFieldValue<byte[]>(3))));
        var parts = rows.ToDictionary(each => each.Id, each => each.Part);
        return [.. rows.Select(each => new Living(each.Id, NameOf(each.Id), each.Process, each.State)).OrderBy(each => each.Name, StringComparer.Ordinal)];

        string NameOf(Guid id) => parts[id] is { } part ? $"{NameOf(EngineIds.InstanceOf(part))}/{EngineIds.NumberOf(part):D6}" : "root";
    }

    private async Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = database.Owner.CreateCommand(sql);
        command.Parameters.Add(new() { Value = rootId });
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await rows.ReadAsync())
        {
            found.Add(read(rows));
        }

        return found;
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
