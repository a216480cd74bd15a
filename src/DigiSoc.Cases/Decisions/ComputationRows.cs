using System.Text.Json;
using DigiSoc.Cases.Storage;

namespace DigiSoc.Cases.Decisions;

/// <summary>The computation of a decision, row by row, as the package's rules composed it.</summary>
/// <remarks>Read from the last evaluation whose output has a list <c>computation</c> of <c>{label, expression, value}</c>: the one the letter prints, with the English <c>labelEn</c> and <c>expressionEn</c>.</remarks>
internal static class ComputationRows
{
    public static IReadOnlyList<ComputationRow> Of(IReadOnlyList<EvaluationRow> evaluations) => evaluations
        .Reverse()
        .Select(row => CaseJson.Parse(row.Output))
        .Where(output => output.ValueKind == JsonValueKind.Object && output.TryGetProperty("computation", out var rows) && rows.ValueKind == JsonValueKind.Array)
        .Select(output => output.GetProperty("computation").EnumerateArray().Select(Read).ToList())
        .FirstOrDefault() ?? [];

    private static ComputationRow Read(JsonElement row) => new(
        LocalText.Of(Text(row, "label") ?? "", Text(row, "labelEn")),
        Text(row, "expression") is { } formula ? LocalText.Of(formula, Text(row, "expressionEn")) : null,
        row.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : null,
        Text(row, "unit") ?? "EUR",
        Text(row, "norm"),
        Text(row, "source"));

    private static string? Text(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
