using System.Text;
using System.Text.RegularExpressions;
using DigiSoc.Bpmn.Driving;

namespace DigiSoc.Bpmn.Tests.Properties;

/// <summary>Wherever a process stands, a migration that changes nothing changes nothing.</summary>
public class RandomMigrationTests
{
    [Fact]
    public void Migrate_ToTheSameModelAfterEveryStep_LeavesTheStateAsItIs() =>
        Play(seed => (RandomProcessTests.Model(seed), text => text));

    [Fact]
    public void Migrate_ToTheModelWithOtherIdsAfterEveryStep_RenamesTheStateAndNothingElse() => Play(seed =>
    {
        ProcessModel model = RandomProcessTests.Model(seed);
        string ids = string.Join('|', model.Nodes.Select(node => node.Id).Where(id => id != "p").Concat(model.Flows.Select(flow => flow.Id)).OrderByDescending(id => id.Length));
        Regex each = new($@"(?<![\w-])({ids})(?![\w-])", RegexOptions.CultureInvariant);
        string Renamed(string text) => each.Replace(text, "$1-new");
        return (RandomProcessTests.Model(seed, Renamed(RandomProcess.Xml(seed))), Renamed);
    });

    private static void Play(Func<ulong, (ProcessModel Target, Func<string, string> Renamed)> targetOf)
    {
        ulong first = (ulong)RandomProcessTests.Number(RandomProcessTests.SeedVariable, 1);
        for (ulong seed = first; seed < first + (ulong)RandomProcessTests.Number(RandomProcessTests.CountVariable, 400); seed++)
        {
            ProcessModel model = RandomProcessTests.Model(seed);
            (ProcessModel target, Func<string, string> renamed) = targetOf(seed);
            MigrationPlan plan = new(model.Nodes.Select(node => node.Id).Concat(model.Flows.Select(flow => flow.Id))
                .Where(id => renamed(id) != id).ToDictionary(id => id, renamed));
            DriveOptions options = RandomProcessTests.Options(seed) with
            {
                Between = (of, state, now) =>
                {
                    string? change = of == model ? WhatChanges(of, state, target, plan, renamed, now) : null;
                    change.ShouldBeNull($"seed {seed}\n{RandomProcess.Xml(seed)}");
                    return null;
                },
            };

            Drive.Play(RandomProcessTests.Set(model), "p", options).Ending.ShouldBe(DriveEnding.Completed, $"seed {seed}");
        }
    }

    private static string? WhatChanges(
        ProcessModel model, InstanceState state, ProcessModel target, MigrationPlan plan, Func<string, string> renamed, DateTimeOffset now)
    {
        if (state.Status != InstanceStatus.Active)
        {
            return null;
        }

        AdvanceResult result = Interpreter.Advance(model, state, new MigrateInstance(target, plan, "nothing changes"), now);
        string expected = WithoutChoices(renamed(Encoding.UTF8.GetString(state.Serialize())));
        string actual = WithoutChoices(Encoding.UTF8.GetString(result.State.Serialize()));
        return result.Rejection is { } rejection ? $"refused with {rejection.Code} {rejection.Text}"
            : result.Effects.FirstOrDefault(effect => effect is not Record) is { } effect ? EffectText.Of(effect)
            : actual == expected ? null : $"the state is another\n{expected}\n{actual}";
    }

    /// <summary>What an ad-hoc sub-process tells of its activities is told anew while it runs (`LedAdHoc_Migrates_WithItsActivations`), and stays in what is remembered of one that has ended.</summary>
    private static string WithoutChoices(string state) => Regex.Replace(state, @"""adHocSubProcessElements"":\[.*?\]", "", RegexOptions.CultureInvariant);
}
