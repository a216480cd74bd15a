namespace DigiSoc.Runtime.Tasks;

/// <summary>The orders of task lists: what to sort by, and what lies behind a cursor ($8 instant, $9 id, $11 priority).</summary>
/// <remarks>Each is the key of an index of its own for every list, so that a page costs the same in a million tasks.</remarks>
internal static class TaskOrderSql
{
    public static string By(TaskOrder order, string row, string id = "id") => order switch
    {
        TaskOrder.Newest => $"{row}.created_at DESC, {row}.{id} DESC",
        TaskOrder.Priority => $"{row}.priority DESC, {row}.due_at, {row}.{id}",
        TaskOrder.FollowUp => $"{row}.follow_up_at, {row}.{id}",
        _ => $"{row}.due_at, {row}.{id}",
    };

    public static string After(TaskOrder order, string row, string id = "id") => order switch
    {
        TaskOrder.Newest => $"AND ({row}.created_at, {row}.{id}) < ($8, $9)",
        TaskOrder.FollowUp => $"AND ({row}.follow_up_at, {row}.{id}) > ($8, $9)",
        TaskOrder.Priority => $"AND {row}.priority <= $11 AND ({row}.priority < $11 OR ({row}.due_at, {row}.{id}) > ($8, $9))",
        _ => $"AND ({row}.due_at, {row}.{id}) > ($8, $9)",
    };
}
