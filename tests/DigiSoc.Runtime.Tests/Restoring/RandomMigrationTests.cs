using DigiSoc.Bpmn;
using DigiSoc.Bpmn.Driving;
using DigiSoc.Bpmn.Tests.Properties;

namespace DigiSoc.Runtime.Tests.Restoring;

/// <summary>A random process that is carried over, at any step, to a version with other ids and back ends as it would have; its rows are those of its state all the way.</summary>
/// <remarks>Environment as for <see cref="RandomProcessRestoreTests"/>.</remarks>
public sealed class RandomMigrationTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    // Verifying reads the whole database.
    private const int StepsBetweenLooks = 10;

    [Fact]
    public async Task RandomProcess_MigratedThereAndBack_EndsAndItsRowsAreThoseOfItsState()
    {
        var first = RandomProcessRestoreTests.Number("DIGISOC_BPMN_SEED", 1);
        var migrated = 0;
        await using var node = await TestNode.StartAsync(database, options: RandomProcessRestoreTests.OnlyCalls);
        for (var seed = first; seed < first + RandomProcessRestoreTests.Number("DIGISOC_DURABLE_PROCESSES", 25); seed++)
        {
            migrated += await PlayAsync(node, (ulong)seed);
        }

        migrated.ShouldBeGreaterThan(20);
    }

    private async Task<int> PlayAsync(TestNode node, ulong seed)
    {
        var xml = RandomProcess.Xml(seed);
        var renamed = new RenamedProcess(xml);
        var there = new MigrationPlan(renamed.Ids);
        var back = new MigrationPlan(renamed.Ids.ToDictionary(each => each.Value, each => each.Key));
        var old = (await node.Engine.DeployAsync(RandomProcessRestoreTests.Package(seed, xml), TestNode.Boss)).OrThrow().Package;
        var other = (await node.Engine.DeployAsync(RandomProcessRestoreTests.Package(seed, renamed.Xml), TestNode.Boss)).OrThrow().Package;
        var root = (await node.Engine.StartInstanceAsync(new(old.Key, old.Version), null, RandomProcessRestoreTests.Variables, TestNode.Anna, "p")).OrThrow();
        var play = new DurablePlay(database, root.InstanceId, seed);
        var chance = new Chance(seed);
        var isThere = false;
        var migrated = 0;
        for (var step = 1; await play.StepAsync(node); step++)
        {
            if (chance.OneIn(2) && await node.Engine.FindInstanceAsync(root.InstanceId, TestNode.Boss) is { EndedAt: null })
            {
                var verdict = (await node.Engine.MigrateAsync(
                    [root.InstanceId], isThere ? old.Version : other.Version, isThere ? back : there, "there and back", TestNode.Boss, dryRun: false)).Single();
                verdict.Refusal.ShouldBeNull($"seed {seed}, step {step}");
                isThere = !isThere;
                migrated++;
            }

            if (step % StepsBetweenLooks == 0)
            {
                (await RuntimeVerifier.VerifyAsync(database.OwnerConnectionString)).Found.ShouldBeEmpty($"seed {seed}, step {step}");
            }
        }

        (await node.Engine.FindInstanceAsync(root.InstanceId, TestNode.Boss))!.Status.ShouldBe(InstanceStatus.Completed, $"seed {seed}");
        (await RuntimeVerifier.VerifyAsync(database.OwnerConnectionString)).Found.ShouldBeEmpty($"seed {seed}");
        return migrated;
    }
}
