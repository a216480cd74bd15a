using DigiSoc.Bpmn;
using DigiSoc.Dmn;

namespace DigiSoc.Cli.Checking;

/// <summary>The decisions in the folder of a process.</summary>
internal static class NearbyDecisions
{
    /// <summary>Folders read before: many files of one folder are usually checked together.</summary>
    private static readonly Dictionary<string, Lazy<IReadOnlyDictionary<string, DmnModel>>> Folders = new(StringComparer.Ordinal);

    public static ProcessResources Of(FileInfo file)
    {
        DirectoryInfo folder = file.Directory!;
        if (!Folders.TryGetValue(folder.FullName, out Lazy<IReadOnlyDictionary<string, DmnModel>>? models))
        {
            Folders[folder.FullName] = models = new(() => Read(folder));
        }

        return new ProcessResources
        {
            Decisions = decisionId => models.Value.GetValueOrDefault(decisionId),
            DecisionsMayBeMissing = true,
        };
    }

    private static Dictionary<string, DmnModel> Read(DirectoryInfo folder)
    {
        string[] texts = [.. folder.EnumerateFiles("*.dmn").OrderBy(each => each.Name, StringComparer.Ordinal).Select(each => ModelText.Of(each).Text).OfType<string>()];
        Dictionary<string, DmnModel> found = new(StringComparer.Ordinal);
        foreach (DmnModel model in DmnSet.Read(texts).Select(result => result.Model).OfType<DmnModel>())
        {
            foreach (Decision decision in model.Decisions)
            {
                found.TryAdd(decision.Id, model);
            }
        }

        return found;
    }
}
