using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Driving;

namespace DigiSoc.Bpmn.Tests.Properties;

/// <summary>Wherever a process stands, a step begun again by hand is a step that is done: the process completes, every invariant held.</summary>
public class RandomHandworkTests
{
    private const string BegunAgain = "begun again";
    private const string RoundEnded = "a round ended";
    private const int MostChanges = 5;

    [Fact]
    public void Modify_AnyElementBegunAgain_TheProcessCompletes()
    {
        SortedDictionary<string, int> told = new(StringComparer.Ordinal);
        ulong first = (ulong)RandomProcessTests.Number(RandomProcessTests.SeedVariable, 1);
        for (ulong seed = first; seed < first + (ulong)RandomProcessTests.Number(RandomProcessTests.CountVariable, 400); seed++)
        {
            ProcessModel model = RandomProcessTests.Model(seed);
            Chance chance = new(seed);
            List<string> changes = [];
            DriveOptions options = RandomProcessTests.Options(seed) with
            {
                Between = (of, state, now) => of == model && changes.Count < MostChanges && chance.OneIn(3) ? Again(of, state, now, chance, changes, told) : null,
            };

            DriveResult played = Drive.Play(RandomProcessTests.Set(model), "p", options);

            string done = $"seed {seed}, by hand: {string.Join(", ", changes)}\n{string.Join("\n", played.Places)}\n{string.Join("\n", played.MovedPast)}\n{string.Join("\n", played.History.TakeLast(40))}\n{RandomProcess.Xml(seed)}";
            played.Violations.ShouldBeEmpty(done);
            played.Ending.ShouldBe(DriveEnding.Completed, done);
        }

        told.Keys.Except([BegunAgain, RoundEnded]).ShouldBeEmpty(string.Join("\n", told.Select(each => $"{each.Value} × {each.Key}")));
        told[BegunAgain].ShouldBeGreaterThan(100);
        told[RoundEnded].ShouldBeGreaterThan(20);
    }

    /// <summary>A step is begun again; of a loop or a led ad-hoc sub-process a round is ended.</summary>
    private static ModifyInstance? Again(
        ProcessModel model, InstanceState state, DateTimeOffset now, Chance chance, List<string> changes, SortedDictionary<string, int> told)
    {
        List<ElementInstance> able = [.. state.Elements.Where(each => each.ParentId != 0 && !model.Find(each.ElementId)!.IsEventSubProcess && each.UndoneFor == 0)];
        if (able.Count == 0)
        {
            return null;
        }

        ElementInstance chosen = chance.Pick(able);
        bool isPart = chosen.LoopCounter > 0 || chosen.IsActivation;
        if (isPart && state.Elements.Any(each => each.Compensating is not null && model.Find(each.ElementId)!.Triggers.Any(trigger => trigger is CancelTrigger)))
        {
            // A round that cancels takes its transaction along, whose token joins may wait for.
            return null;
        }

        TerminateElement end = new(chosen.Id);
        ModifyInstance command = new(isPart ? [end] : [new ActivateElement(chosen.ElementId, chosen.ParentId), end], "by hand");
        Rejection? rejection = Interpreter.Advance(model, state, command, now).Rejection;
        string what = rejection is not null ? $"{rejection.Code} {rejection.Text.Replace(chosen.ElementId, "X", StringComparison.Ordinal)}" : isPart ? RoundEnded : BegunAgain;
        told[what] = told.GetValueOrDefault(what) + 1;
        if (rejection is not null)
        {
            return null;
        }

        changes.Add($"{what}: {chosen.ElementId} ({chosen.Id})");
        return command;
    }
}
