namespace DigiSoc.Runtime;

/// <summary>One operation over many items, each in a transaction of its own: one that is refused stops no other.</summary>
internal static class Bulk
{
    /// <summary>So many items are under way at once. More would not be faster on one node, and would keep the connections
    /// of those who work on single tasks meanwhile.</summary>
    public const int AtOnce = 8;

    /// <summary>A verdict for each item, in the order of their first mention; an item named twice is worked on once.</summary>
    public static async Task<IReadOnlyList<BulkVerdict>> RunAsync<TItem, TAnswer>(
        IReadOnlyList<TItem> items,
        Func<TItem, Guid> idOf,
        Func<TItem, CancellationToken, Task<EngineAnswer<TAnswer>>> work,
        CancellationToken ct)
    {
        var each = items.DistinctBy(idOf).ToList();
        var verdicts = new BulkVerdict[each.Count];
        await Parallel.ForAsync(0, each.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, stop) =>
            verdicts[i] = new(idOf(each[i]), (await work(each[i], stop)).Refusal));
        return verdicts;
    }

    /// <inheritdoc cref="RunAsync{TItem,TAnswer}"/>
    public static Task<IReadOnlyList<BulkVerdict>> RunAsync<TAnswer>(
        IReadOnlyList<Guid> ids, Func<Guid, CancellationToken, Task<EngineAnswer<TAnswer>>> work, CancellationToken ct) =>
        RunAsync(ids, id => id, work, ct);
}
