using DigiSoc.Feel;

namespace DigiSoc.Dmn.Boxed;

/// <summary>A list, an expression an item.</summary>
internal sealed class ListLogic(Logic[] items) : Logic
{
    public override FeelType Type { get; } = FeelType.ListOf(Joined(items.Select(item => item.Type)));

    /// <summary>What is known of values of which each may be any of these; nothing where there are none.</summary>
    public static FeelType Joined(IEnumerable<FeelType> types) =>
        types.DefaultIfEmpty(FeelType.Any).Aggregate((one, other) => one.Or(other));

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        frame.Run.Trace?.BeginPart();
        var values = new FeelValue[items.Length];
        for (var at = 0; at < items.Length; at++)
        {
            values[at] = items[at].Evaluate(frame);
        }

        var list = FeelValue.Of(FeelList.Of(values));
        frame.Run.Trace?.EndList(list);
        return list;
    }
}

/// <summary>A list of contexts with the same names.</summary>
/// <param name="columns">The names.</param>
/// <param name="rows">Logic of the cells, row by row.</param>
internal sealed class RelationLogic(string[] columns, Logic[][] rows) : Logic
{
    private readonly FeelContextShape _shape = FeelContextShape.Of(columns);

    public override FeelType Type { get; } = FeelType.ListOf(FeelType.ExactContextOf(columns.Select((column, at) =>
        KeyValuePair.Create(column, ListLogic.Joined(rows.Where(row => at < row.Length).Select(row => row[at].Type))))));

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        frame.Run.Trace?.BeginPart();
        var contexts = new FeelValue[rows.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            contexts[row] = Row(rows[row], frame);
        }

        var list = FeelValue.Of(FeelList.Of(contexts));
        frame.Run.Trace?.EndList(list);
        return list;
    }

    private FeelValue Row(Logic[] cells, in LogicFrame frame)
    {
        var values = new FeelValue[columns.Length];
        for (var at = 0; at < columns.Length && at < cells.Length; at++)
        {
            values[at] = cells[at].Evaluate(frame);
        }

        return FeelValue.Of(_shape.Make(values));
    }
}
