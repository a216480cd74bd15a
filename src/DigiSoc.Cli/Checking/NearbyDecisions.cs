using DigiSoc.Bpmn;
using DigiSoc.Dmn;

namespace DigiSoc.Cli.Checking;

/// <summary>The decisions in the folder of a process.</summary>
internal static class NearbyDecisions
{
    public static ProcessResources Of(FileInfo file)
    {
        Lazy<IReadOnlyDictionary<string, DmnModel>> models = new(() => Read(file.Directory!));
        return new ProcessResources
        {
            Decisions = decisionId => models.Value.GetValueOrDefault(decisionId),
            DecisionsMayBeMissing = true,
        };
    }

    private static Dictionary<string, DmnModel> Read(DirectoryInfo folder)
    {
        string[] texts = [.. folder.EnumerateFiles("*.dmn").OrderBy(each => each.Name, StringComparer.Ordinal).Select(each => File.ReadAllText(each.FullName))];
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
