namespace DigiSoc.Runtime;

/// <summary>One thing that is not as the engine left it.</summary>
/// <param name="Code">RUN-601 … RUN-609.</param>
/// <param name="Text">Where, what was expected, what was found. Ids only.</param>
public sealed record VerifyFinding(string Code, string Text);

/// <summary>What verifying a database gave.</summary>
/// <param name="Instances">Instances looked at, living and ended.</param>
/// <param name="Entries">Entries of their histories whose hashes were computed anew.</param>
/// <param name="OpenParts">Tasks, jobs, timers, subscriptions, incidents and calls compared with the states that wait for them.</param>
/// <param name="Packages">Versions whose files were compared with their hash.</param>
/// <param name="Dropped">Histories of which retention has dropped a part.</param>
/// <param name="NotedHeads">Heads noted earlier that were looked for.</param>
/// <param name="Found">What is wrong; at most <see cref="MostTold"/> in words.</param>
/// <param name="Count">How many things are wrong.</param>
public sealed record VerifyReport(
    long Instances, long Entries, long OpenParts, long Packages, long Dropped, long NotedHeads, IReadOnlyList<VerifyFinding> Found, long Count)
{
    /// <summary>More findings than anybody reads; the others are counted.</summary>
    public const int MostTold = 200;

    public bool IsSound => Count == 0;
}
