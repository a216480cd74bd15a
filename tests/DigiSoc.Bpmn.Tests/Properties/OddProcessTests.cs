using DigiSoc.Bpmn.Driving;

namespace DigiSoc.Bpmn.Tests.Properties;

/// <summary>Whatever a file says: it is refused with a reason, or it plays with every invariant held, whatever is done to it by hand.</summary>
public class OddProcessTests
{
    private const int Usual = 150;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Odd_RefusedWithAReason_OrPlaysByTheRules(bool isLegible)
    {
        SortedDictionary<string, int> told = new(StringComparer.Ordinal);
        List<string> broken = [];
        int count = RandomProcessTests.Number(RandomProcessTests.CountVariable, Usual);
        ulong first = (ulong)RandomProcessTests.Number(RandomProcessTests.SeedVariable, 1);
        for (ulong seed = first; seed < first + (ulong)count && broken.Count < 5; seed++)
        {
            string xml = OddProcess.Xml(seed, 1 + (int)(seed % 5), isLegible);
            try
            {
                string how = Play(seed, xml, broken);
                told[how] = told.GetValueOrDefault(how) + 1;
            }
            catch (Exception fault)
            {
                broken.Add($"seed {seed}: {fault}\n{xml}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join("\n", told.Select(each => $"{each.Value} × {each.Key}")));
        broken.ShouldBeEmpty($"set {RandomProcessTests.SeedVariable} and {RandomProcessTests.CountVariable}=1 to play one again");
        if (count >= Usual)
        {
            told.Keys.ShouldContain("refused");
            told.Keys.ShouldContain(nameof(DriveEnding.Completed));
        }
    }

    private static string Play(ulong seed, string xml, List<string> broken)
    {
        BpmnReadResult read = BpmnReader.Read(xml);
        if (read.Document is null)
        {
            read.Diagnostics.ShouldContain(finding => finding.Severity == BpmnSeverity.Error && finding.Text.Length > 0);
            return "not read";
        }

        _ = BpmnChecker.Check(xml, RandomProcessTests.Decisions);
        CompileResult compiled = ProcessModel.Compile(read.Document, "p", RandomProcessTests.Decisions);
        if (compiled.Model is not { } model)
        {
            compiled.Diagnostics.ShouldContain(finding => finding.Severity == BpmnSeverity.Error && finding.Text.Length > 0);
            return "refused";
        }

        Chance chance = new(seed);
        List<string> violations = [];
        DriveOptions options = RandomProcessTests.Options(seed) with
        {
            StepLimit = 400,
            Between = (of, state, now) => of == model ? Disturbed(of, state, now, chance, violations) : null,
        };
        DriveResult played = Drive.Play(RandomProcessTests.Set(model), "p", options);
        if (violations.Count + played.Violations.Count > 0)
        {
            broken.Add($"seed {seed}: {played.Ending} after {played.Steps} steps\n{string.Join("\n", played.Violations.Take(5))}\n{string.Join("\n", violations.Take(5))}\n{string.Join("\n", played.History.TakeLast(25))}\n{xml}");
        }

        return played.Ending.ToString();
    }

    /// <summary>At each step: canceled nothing is left, migrated to itself nothing is another, a change by hand holds the invariants.</summary>
    private static ModifyInstance? Disturbed(ProcessModel model, InstanceState state, DateTimeOffset now, Chance chance, List<string> violations)
    {
        if (state.Status != InstanceStatus.Active || violations.Count > 0 || !chance.OneIn(4))
        {
            return null;
        }

        Tried(model, state, new CancelInstance("disturbed"), now, violations);
        Tried(model, state, new MigrateInstance(model, MigrationPlan.SameIds, "disturbed"), now, violations);
        ModifyInstance order = Order(model, state, chance);
        bool isTaken = Tried(model, state, order, now, violations);
        return isTaken && chance.OneIn(10) ? order : null;
    }

    private static ModifyInstance Order(ProcessModel model, InstanceState state, Chance chance)
    {
        List<Modification> instructions = [];
        if (!chance.OneIn(3))
        {
            instructions.Add(new ActivateElement(chance.Pick(model.Nodes.ToList()).Id));
        }

        if (instructions.Count == 0 || chance.OneIn(2))
        {
            instructions.Add(new TerminateElement(chance.Pick(state.Elements.ToList()).Id));
        }

        return new ModifyInstance(instructions, "disturbed");
    }

    private static bool Tried(ProcessModel model, InstanceState state, Command command, DateTimeOffset now, List<string> violations)
    {
        AdvanceResult result = Interpreter.Advance(model, state, command, now);
        Invariants.Check(model, state, command, now, result, violations);
        if (command is CancelInstance && (result.Rejection is not null || result.State.Status != InstanceStatus.Canceled))
        {
            violations.Add($"canceled, it is {result.State.Status}: {result.Rejection?.Text}");
        }

        if (command is MigrateInstance && result.Rejection is { } refused)
        {
            violations.Add($"migrated to itself: {refused.Code} {refused.Text}");
        }

        return result.Rejection is null;
    }
}
