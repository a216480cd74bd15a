using System.Text;
using System.Text.RegularExpressions;
using DigiSoc.Bpmn.Driving;

namespace DigiSoc.Bpmn.Tests.Properties;

/// <summary>Wherever a process stands, a migration that changes nothing changes nothing.</summary>
public class RandomMigrationTests
{
    [Fact]
    public void Migrate_ToTheSameModelAfterEveryStep_LeavesTheStateAsItIs() =>
        Play((seed, xml) => (RandomProcessTests.Model(seed, xml), MigrationPlan.SameIds, text => text));

    [Fact]
    public void Migrate_ToTheModelWithOtherIdsAfterEveryStep_RenamesTheStateAndNothingElse() => Play((seed, xml) =>
    {
        RenamedProcess renamed = new(xml);
        return (RandomProcessTests.Model(seed, renamed.Xml), new MigrationPlan(renamed.Ids), renamed.Renamed);
    });

    private static void Play(Func<ulong, string, (ProcessModel Target, MigrationPlan Plan, Func<string, string> Renamed)> targetOf)
    {
        ulong first = (ulong)RandomProcessTests.Number(RandomProcessTests.SeedVariable, 1);
        for (ulong seed = first; seed < first + (ulong)RandomProcessTests.Number(RandomProcessTests.CountVariable, 400); seed++)
        {
            string xml = RandomProcess.Xml(seed);
            ProcessModel model = RandomProcessTests.Model(seed, xml);
            (ProcessModel target, MigrationPlan plan, Func<string, string> renamed) = targetOf(seed, xml);
            DriveOptions options = RandomProcessTests.Options(seed) with
            {
                Between = (of, state, now) =>
                {
                    string? change = of == model ? WhatChanges(of, state, target, plan, renamed, now) : null;
                    change.ShouldBeNull($"seed {seed}\n{xml}");
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
