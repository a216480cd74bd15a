using DigiSoc.Cases;
using DigiSoc.Web.Texts;

namespace DigiSoc.Web.Pages.Tasks;

/// <summary>What a page says after an action on many tasks: how many were done, and which were not and why.</summary>
internal static class BulkNotice
{
    // The notice travels in a cookie, which holds 4 KB.
    private const int MostReasons = 6;
    private const int MostCases = 12;

    /// <summary>The kind of notice ("success", "warning", "danger") and its lines: first what was done, then one for each reason.</summary>
    /// <param name="does">The action, as the bar names it.</param>
    /// <param name="outcome">What the case layer answered.</param>
    public static (string Kind, string Text) Of(string does, Outcome<BulkResult> outcome) => outcome.IsDone
        ? Of(does, outcome.Value)
        : ("danger", string.Join("\n", outcome.Refusals.Select(Said).Distinct()));

    /// <inheritdoc cref="Of(string, Outcome{BulkResult})"/>
    internal static (string Kind, string Text) Of(string does, BulkResult result)
    {
        var refused = result.Tasks.Where(task => !task.IsDone).ToList();
        var kind = refused.Count == 0 ? "success" : result.Done > 0 ? "warning" : "danger";
        return (kind, string.Join("\n", Lines(does, result.Done, refused)));
    }

    private static string[] Lines(string does, int done, List<TaskVerdict> refused)
    {
        var first = done > 0 ? [Words.W[Say.Plural($"Bulk.Done.{does}", done), done]] : Array.Empty<string>();
        if (refused.Count == 0)
        {
            return first;
        }

        var reasons = refused.GroupBy(task => string.Join(" ", task.Refusals.Select(Said).Distinct())).ToList();
        var untold = reasons.Skip(MostReasons).Sum(reason => reason.Count());
        return
        [
            string.Join(" ", [.. first, Words.W[Say.Plural("Bulk.Refused", refused.Count), refused.Count]]),
            .. reasons.Take(MostReasons).Select(reason => $"{Cases(reason.ToList())}: {reason.Key}"),
            .. untold == 0 ? Array.Empty<string>() : [Words.W["Bulk.More", untold]],
        ];
    }

    private static string Cases(List<TaskVerdict> tasks)
    {
        var numbers = tasks.Select(task => task.CaseNumber ?? Words.W["Bulk.UnknownTask"]).Distinct().ToList();
        return string.Join(", ", numbers.Take(MostCases)) + (numbers.Count > MostCases ? " " + Words.W["Bulk.AndMore", numbers.Count - MostCases] : "");
    }

    private static string Said(Refusal refusal) => $"{Say.Text(refusal.Reason)} {Say.Text(refusal.Remedy)}".Trim();
}
