using DigiSoc.Dmn.Types;

namespace DigiSoc.Dmn.Tables;

/// <summary>By which list PRIORITY and OUTPUT ORDER rank the outputs of a column (8.2.11).</summary>
internal static class OutputRanks
{
    /// <summary>The column's output values; where it lists none, the values its type allows; null when there are neither.</summary>
    /// <remarks>
    /// A column without a type of its own has, in a table of one output, the type of the table's value or of the items of
    /// that list, in others the type of the member that bears its name.
    /// </remarks>
    public static string? Of(DecisionTable table, TableOutput output, TypeTable types) =>
        output.Values ?? (TypeOf(table, output, types).Constraints is [.., var last] ? last.Text : null);

    private static DmnType TypeOf(DecisionTable table, TableOutput output, TypeTable types)
    {
        if (output.TypeRef is not null)
        {
            return types.Known(output.TypeRef);
        }

        var value = types.Known(table.TypeRef);
        var row = value.Result ?? value;
        row = row.Item ?? row;
        return table.Outputs.Count == 1 ? row : row.Members.FirstOrDefault(member => member.Key == output.Name).Value ?? DmnType.Any;
    }
}
