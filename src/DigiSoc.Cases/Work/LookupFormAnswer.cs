using System.Globalization;
using System.Text.Json.Nodes;
using DigiSoc.Cases.Forms;
using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Cases.Work;

/// <summary>What a person filled in, as the register would have answered.</summary>
/// <param name="Answer">In the shape of the catalogue; null: the register holds nothing.</param>
/// <param name="Reason">From what it was taken.</param>
internal sealed record LookupFormAnswer(JsonNode? Answer, string Reason)
{
    /// <summary>The answer, or every wrong field by its path in the form ("rows.0.amount").</summary>
    public static Outcome<LookupFormAnswer> Read(DataItem item, HandAnswerForm form, JsonObject data, DateTimeOffset now)
    {
        var start = JsonNode.Parse(form.Data.GetRawText())!.AsObject();
        var checkedData = FormCheck.Run(FormSchema.Read(form.Schema), data, start, now);
        if (!checkedData.IsDone)
        {
            return Outcome<LookupFormAnswer>.Refused(checkedData.Refusals);
        }

        var filled = checkedData.Value;
        var reason = filled[LookupForm.Reason]!.GetValue<string>().Trim();
        if (filled[LookupForm.Has]!.GetValue<string>() == LookupForm.HasNothing)
        {
            return Outcome<LookupFormAnswer>.Done(new LookupFormAnswer(null, reason));
        }

        var reading = new Reading();
        var place = LookupForm.PlaceOf(item);
        JsonNode answer = item.AnswerIsList
            ? reading.Rows(item.Fields, filled[place], place)
            : reading.Object(item.Fields, filled[place], place);
        if (answer is JsonArray { Count: 0 })
        {
            reading.Refusals.Add(CaseErrors.NoRows(place));
        }

        return reading.Refusals.Count == 0
            ? Outcome<LookupFormAnswer>.Done(new LookupFormAnswer(answer, reason))
            : Outcome<LookupFormAnswer>.Refused(reading.Refusals);
    }

    private sealed class Reading
    {
        public List<Refusal> Refusals { get; } = [];

        public JsonArray Rows(IReadOnlyList<DataField> fields, JsonNode? rows, string at)
        {
            var read = new JsonArray();
            foreach (var row in (rows as JsonArray ?? []).Where(row => !IsEmpty(row)))
            {
                read.Add((JsonNode)Object(fields, row, string.Create(CultureInfo.InvariantCulture, $"{at}.{read.Count}")));
            }

            return read;
        }

        public JsonObject Object(IReadOnlyList<DataField> fields, JsonNode? from, string at)
        {
            var read = new JsonObject();
            foreach (var field in fields)
            {
                var value = Value(field, (from as JsonObject)?[field.Name], $"{at}.{field.Name}");
                if (value is null && !field.Nullable && !field.Optional)
                {
                    Refusals.Add(CaseErrors.FieldRequired($"{at}.{field.Name}", new LocalText(field.Title.Lv, field.Title.En)));
                }
                else if (value is not null || field.Nullable)
                {
                    read[field.Name] = value;
                }
            }

            return read;
        }

        private JsonNode? Value(DataField field, JsonNode? value, string at) => field.Type switch
        {
            FieldType.List when field.Of is null => Rows(field.Fields, value, at),
            FieldType.List => Lines(value),
            FieldType.Group => IsEmpty(value) ? null : Object(field.Fields, value, at),
            _ when IsEmpty(value) => null,
            FieldType.Boolean => value!.ToString() == LookupForm.Yes,
            FieldType.Number or FieldType.Amount => Number(value!),
            _ => value!.ToString().Trim(),
        };

        private static JsonArray Lines(JsonNode? text) =>
            [.. (text?.ToString() ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonNode)line)];

        private static JsonNode Number(JsonNode value) =>
            decimal.Parse(value.ToString().Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture);

        private static bool IsEmpty(JsonNode? value) => value switch
        {
            null => true,
            JsonObject group => group.All(field => IsEmpty(field.Value)),
            JsonArray list => list.All(IsEmpty),
            _ => string.IsNullOrWhiteSpace(value.ToString()),
        };
    }
}
