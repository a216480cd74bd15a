using System.Globalization;
using System.Text.Json.Nodes;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Bpmn.Tests.Reading;

namespace DigiSoc.Bpmn.Tests.Stored;

/// <summary>What every release stored, today's code reads and finishes as that release did (docs/engine/state.md).</summary>
public sealed class StoredStateTests
{
    public static TheoryData<string> All => [.. ReleasedStates.All()];

    [Theory]
    [MemberData(nameof(All))]
    public void Stored_ByARelease_EndsAsItDidThere(string path)
    {
        StoredCase stored = ReleasedStates.Read(path);

        StoredEnd end = stored.Finish(stored.State);

        end.ToString().ShouldBe(Corrected(path, stored.End).ToString());
    }

    /// <summary>What today's code does otherwise on purpose (changelog, migration).</summary>
    private static StoredEnd Corrected(string path, StoredEnd end) => Path.GetFileName(path) switch
    {
        // What comes with the trigger of an event sub-process goes where it is known, or to the process; it was gone with the sub-process.
        "event-sub-process" when path.Split('/')[0] is "v1-2026-11-27" or "v1-2026-11-28-activations" or "v1-2026-11-28-canceling" or "v1-2026-11-28-calendar" =>
            end with { Variables = end.Variables.Replace("}", ",\"text\":\"two\"}", StringComparison.Ordinal) },
        _ => end,
    };

    // Nothing is lost by reading, not even what the rest of the way does not need. Other formats are written in today's.
    [Theory]
    [MemberData(nameof(All))]
    public void Stored_InTodaysFormat_IsWrittenAgainAsItWas(string path)
    {
        byte[] stored = ReleasedStates.Read(path).State;
        if (JsonNode.Parse(stored)!["v"]!.GetValue<int>() != StateWriter.Version)
        {
            return;
        }

        InstanceState.Deserialize(stored).Serialize().ShouldBe(stored);
    }

    [Fact]
    public void EveryRelease_HasTheSituationsOfItsTime() =>
        ReleasedStates.All().GroupBy(path => path.Split('/')[0]).ShouldAllBe(release => release.Count() >= 30);

    // A label says what stored the states: a release that the changelog knows, or a day of development.
    [Fact]
    public void EveryLabel_IsAReleaseOfTheChangelogOrADay()
    {
        string changelog = File.ReadAllText(Path.Combine(ConformanceFiles.Repository(), "CHANGELOG.md"));

        ReleasedStates.All().Select(path => path.Split('/')[0].Split('-', 2)[1]).Distinct()
            .Where(label => !IsDay(label) && !changelog.Contains($"\n## {label}", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static bool IsDay(string label) =>
        label.Length >= 10 && DateOnly.TryParseExact(label[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // A fault planted in the reader: it no longer knows one of the keys. At least one stored instance must then not be
    // read, or end in another way than recorded; else the fixtures could not tell a broken reader from a whole one.
    [Fact]
    public void Reader_ThatForgetsAKey_IsFoundOut()
    {
        List<StoredCase> stored = [.. ReleasedStates.All().Select(ReleasedStates.Read)];
        List<string> keys = [.. stored.SelectMany(each => StateKeys.Of(each.State)).Distinct().Order(StringComparer.Ordinal)];

        List<string> unnoticed = [.. keys.Where(key => stored.All(each => EndsTheSameWithout(each, key)))];

        unnoticed.ShouldBe(StateKeys.WithoutConsequence, "keys whose loss no stored instance notices");
    }

    [Fact]
    public void EveryKey_OfTheDocumentedFormat_IsInSomeFixture()
    {
        HashSet<string> found = [.. ReleasedStates.All().SelectMany(path => StateKeys.Of(ReleasedStates.Read(path).State))];

        StateKeys.Documented().Except(found).ShouldBeEmpty("keys of docs/engine/state.md without a fixture");
    }

    [Fact]
    public void Write_LabelOfARelease_IsRefusedAndNothingChanges()
    {
        string folder = Directory.CreateTempSubdirectory("digisoc-states-").FullName;
        try
        {
            ReleasedStates.Write(folder, "test");
            string file = Path.Combine(folder, $"v{StateWriter.Version}-test", "user-task", "state.json");
            File.WriteAllText(file, "as it was");

            Should.Throw<InvalidOperationException>(() => ReleasedStates.Write(folder, "test")).Message.ShouldContain("never written again");

            File.ReadAllText(file).ShouldBe("as it was");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes the states of a release when one is made: <c>DIGISOC_RELEASE=0.2 dotnet test …</c>; otherwise there is nothing to do.</summary>
    [Fact]
    public void Release_BeingMade_WritesItsStates()
    {
        if (Environment.GetEnvironmentVariable(ReleasedStates.Variable) is { Length: > 0 } label)
        {
            ReleasedStates.Write(ReleasedStates.Folder, label);
        }
    }

    private static bool EndsTheSameWithout(StoredCase stored, string key)
    {
        if (StateKeys.Without(stored.State, key) is not { } faulty)
        {
            return true;
        }

        try
        {
            return stored.Finish(faulty).ToString() == stored.End.ToString();
        }
        catch (Exception broken) when (broken is FormatException or InvalidOperationException or ShouldAssertException or ArgumentException
            or NullReferenceException or KeyNotFoundException or IndexOutOfRangeException or InvalidCastException)
        {
            // Noticed, however it fell over: the fault is planted, and what follows from it is not defined.
            return false;
        }
    }
}
