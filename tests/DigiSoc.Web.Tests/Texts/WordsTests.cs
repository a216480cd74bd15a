using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using DigiSoc.Web.Hosting;
using DigiSoc.Web.Texts;

namespace DigiSoc.Web.Tests.Texts;

public sealed partial class WordsTests
{
    [Fact]
    public void Words_EveryKey_HasBothLanguages()
    {
        var latvian = Keys("");
        var english = Keys("en");

        english.Except(latvian).ShouldBeEmpty("without Latvian");
        latvian.Except(english).ShouldBeEmpty("without English");
    }

    [Fact]
    public void Words_EveryKeyInThePages_HasAText()
    {
        var keys = Keys("");
        var missing = Sources()
            .SelectMany(file => UsedKey().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Key: match.Groups[1].Value)))
            .Where(used => !used.Key.Contains('{', StringComparison.Ordinal) && !keys.Contains(used.Key))
            .Select(used => $"{used.File}: {used.Key}");

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Words_EveryKeyMadeOfParts_HasATextForEachPart()
    {
        var keys = Keys("");
        string[] made =
        [
            .. Enum.GetNames<DigiSoc.Cases.CaseStage>().Select(stage => $"CaseStage.{stage}"),
            .. Enum.GetNames<DigiSoc.Cases.WorkScope>().SelectMany(scope => (string[])[$"Tasks.Title{scope}", $"Tasks.None{scope}", $"Tasks.None{scope}Text"]),
            .. Enum.GetNames<DigiSoc.Cases.AbsenceKind>().Select(kind => $"Absences.Kind.{kind}"),
            .. Enum.GetNames<DigiSoc.Cases.AbsenceState>().Select(state => $"Absences.State.{state}"),
            .. ((string[])["recorded", "shortened", "removed"]).Select(change => $"Absences.Change.{change}"),
            .. ((string[])["Missing", "NoAccess", "Failed", "Expired"]).SelectMany(kind => (string[])[$"Problem.{kind}.Title", $"Problem.{kind}.Text"]),
            .. ((string[])["claim", "return", "reassign", "delegate", "schedule"]).SelectMany(does => (string[])[$"Bulk.Done.{does}.One", $"Bulk.Done.{does}.Many"]),
            .. ((string[])["dmn", "form", "scenario", "manifest", "other"]).Select(kind => $"Packages.{kind}"),
            .. Enum.GetNames<DigiSoc.Runtime.HoldChange>().Select(change => $"Holds.{change}"),
            .. Enum.GetNames<DigiSoc.Registers.Audit.AuditKind>().Select(kind => $"Result.{kind.ToLowerInvariant()}"),
            .. Enum.GetNames<DigiSoc.Runtime.BulkOperation>().Select(operation => $"Bulks.Operation.{operation}"),
            .. ((string[])["task", "job", "timer", "message", "signal", "condition", "call", "incident", "other"]).Select(kind => $"Process.Wait.{kind}"),
            .. Enum.GetNames<DigiSoc.Bpmn.InstanceStatus>().Where(status => status != "New").Select(status => $"Instance.{status.ToLowerInvariant()}"),
            .. ((string[])["running", "finished", "stopped"]).Select(state => $"Bulks.State.{state}"),
        ];

        made.Except(keys).ShouldBeEmpty();
    }

    [Fact]
    public void Words_PlacesForFacts_AreTheSameInBothLanguages()
    {
        var english = Entries("en");
        var different = Entries("").Where(entry => !Places(entry.Value).SetEquals(Places(english[entry.Key]))).Select(entry => entry.Key);

        different.ShouldBeEmpty();
    }

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    private static HashSet<string> Keys(string culture) => [.. Entries(culture).Keys];

    private static Dictionary<string, string> Entries(string culture) =>
        Words.Source.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);

    private static IEnumerable<string> Sources() => new[] { "*.razor", "*.cs" }
        .SelectMany(pattern => Directory.EnumerateFiles(ProductFolders.Content, pattern, SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex("""\bW\[\$?"([^"]+)""")]
    private static partial Regex UsedKey();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
