using Npgsql;

namespace DigiSoc.Cases;

/// <summary>A row of <c>cases.work_items</c> as <see cref="WorkSql.Columns"/> lists it.</summary>
internal sealed record WorkRow(WorkItem Item, IReadOnlyList<string> NotPerformedBy)
{
    public static WorkRow Read(NpgsqlDataReader row, DateOnly today)
    {
        var dueOn = row.GetFieldValue<DateOnly>(17);
        var item = new WorkItem(
            row.GetGuid(0),
            row.GetGuid(1),
            row.GetString(2),
            new LocalText(row.GetString(3), row.GetString(4)),
            new LocalText(row.GetString(5), row.GetString(6)),
            row.GetString(7),
            row.GetString(8),
            row.GetInt32(9),
            row.GetString(10),
            Text(row, 11),
            row.GetString(12) is { Length: > 0 } group ? group : null,
            Text(row, 13),
            Text(row, 14),
            row.GetInt32(15),
            row.GetFieldValue<DateTimeOffset>(16),
            dueOn == DateOnly.MaxValue ? null : dueOn,
            Day(row, 18),
            Day(row, 21),
            dueOn < today,
            row.GetBoolean(19),
            Text(row, 22),
            Text(row, 23));
        return new WorkRow(item, row.GetFieldValue<string[]>(20));
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
