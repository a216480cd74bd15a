using System.Globalization;

namespace DigiSoc.Runtime.Tasks;

/// <summary>Where a page ended; a cursor of another order is not read.</summary>
internal sealed record TaskCursor(TaskOrder Order, DateTime At, int Priority, Guid Id)
{
    public static TaskCursor Of(UserTaskView last, TaskOrder order) => new(
        order,
        order switch
        {
            TaskOrder.Newest => last.CreatedAt.UtcDateTime,
            TaskOrder.FollowUp => last.FollowUpAt!.Value.UtcDateTime,
            _ => last.DueAt?.UtcDateTime ?? DateTime.MaxValue,
        },
        last.Priority,
        last.TaskId);

    public static TaskCursor? Parse(string? text, TaskOrder order)
    {
        var parts = text?.Split('_') ?? [];
        return parts.Length == 4
            && parts[0] == order.ToString()
            && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var ticks)
            && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            && int.TryParse(parts[2], CultureInfo.InvariantCulture, out var priority)
            && Guid.TryParseExact(parts[3], "N", out var id)
                ? new(order, ticks == DateTime.MaxValue.Ticks ? DateTime.MaxValue : new DateTime(ticks, DateTimeKind.Utc), priority, id)
                : null;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Order}_{At.Ticks}_{Priority}_{Id:N}");
}
