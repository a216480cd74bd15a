using System.Globalization;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Bpmn.Tests.Reading;

namespace DigiSoc.Bpmn.Tests.Stored;

/// <summary>The folders of stored states: one for each release or day of development, named <c>v{format}-{label}</c>, in it one folder for each situation.</summary>
internal static class ReleasedStates
{
    /// <summary>The label under which states are to be written; set only when a release is made, or a new kind of state is there (docs/engine/state.md).</summary>
    public const string Variable = "DIGISOC_RELEASE";

    public static string Folder { get; } = Path.Combine(ConformanceFiles.Repository(), "tests", "DigiSoc.Bpmn.Tests", "Stored", "Released");

    /// <summary>All stored instances of all releases, as paths below <see cref="Folder"/>.</summary>
    public static IEnumerable<string> All() => Directory.GetDirectories(Folder)
        .SelectMany(Directory.GetDirectories)
        .Select(folder => Path.GetRelativePath(Folder, folder).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static StoredCase Read(string path) => StoredCase.Read(Path.Combine(Folder, path));

    /// <summary>Writes every situation as today's code stores it.</summary>
    /// <exception cref="InvalidOperationException">There are states of that label: what was released is never written again.</exception>
    public static void Write(string folder, string label)
    {
        if (Directory.Exists(folder) && Directory.GetDirectories(folder, $"v*-{label}").FirstOrDefault() is { } released)
        {
            throw new InvalidOperationException(
                $"Writing the states of release {label}: {released} is there. Released states are never written again; take the next label.");
        }

        string release = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"v{StateWriter.Version}-{label}"));
        string unfinished = release + ".writing";
        foreach (Situation situation in Situations.All)
        {
            StoredCase.Write(Path.Combine(unfinished, situation.Name), situation);
        }

        Directory.Move(unfinished, release);
    }
}
