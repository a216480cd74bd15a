namespace DigiSoc.Runtime;

/// <summary>Candidates of a task as one list: groups by their name, people as <c>user:id</c>.</summary>
internal static class TaskCandidates
{
    public static IReadOnlyList<string> Of(IEnumerable<string> groups, IEnumerable<string> users) =>
        [.. groups.Concat(users.Select(User)).Distinct(StringComparer.Ordinal)];

    public static string User(string person) => $"user:{person}";
}
