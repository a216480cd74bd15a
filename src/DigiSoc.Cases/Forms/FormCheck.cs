using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DigiSoc.Cases.Forms;

/// <summary>Checks submitted data by the form-js schema that showed the form, and keeps only what the form asks for.</summary>
/// <remarks>
/// The browser checks with the same schema; this check is the one that counts. A value that the form shows but does not
/// let change is taken from <c>prefilled</c>; keys the form does not have are dropped.
/// </remarks>
internal sealed class FormCheck
{
    private static readonly LocalText Address = new("e-pasta adrese", "e-mail address");
    private static readonly LocalText Phone = new("tālruņa numurs", "telephone number");
    private static readonly LocalText YesOrNo = new("jā vai nē", "true or false");
    private static readonly LocalText SomeText = new("teksts", "text");
    private static readonly LocalText List = new("saraksts", "a list");
    private static readonly LocalText Group = new("lauku grupa", "an object");
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(200);

    private readonly List<Refusal> _refusals = [];
    private readonly JsonObject _all;
    private readonly JsonObject _prefilled;
    private readonly FormConditions _conditions;

    private FormCheck(JsonObject all, JsonObject prefilled, DateTimeOffset now)
    {
        (_all, _prefilled) = (all, prefilled);
        _conditions = new FormConditions(now);
    }

    /// <summary>The data to go on with, or every wrong field with its path ("members.0.personCode").</summary>
    /// <param name="schema">The form.</param>
    /// <param name="submitted">What came in.</param>
    /// <param name="prefilled">What the form was opened with; empty for a start form.</param>
    /// <param name="now">For conditions that ask for today.</param>
    public static Outcome<JsonObject> Run(FormSchema schema, JsonObject submitted, JsonObject prefilled, DateTimeOffset now)
    {
        var check = new FormCheck(submitted, prefilled, now);
        var kept = new JsonObject();
        check.CheckAll(schema.Components, submitted, prefilled, kept, "");
        return check._refusals.Count == 0 ? Outcome<JsonObject>.Done(kept) : Outcome<JsonObject>.Refused(check._refusals);
    }

    private void CheckAll(IReadOnlyList<FormComponent> components, JsonObject from, JsonObject? before, JsonObject to, string at)
    {
        foreach (var component in components)
        {
            if (_conditions.Hides(component.HideWhen, _prefilled, _all, from))
            {
                continue;
            }

            if (component.IsGroup)
            {
                CheckGroup(component, from, before, to, at);
            }
            else if (component.IsList)
            {
                CheckList(component, from, before, to, at);
            }
            else
            {
                CheckField(component, from, before, to, at);
            }
        }
    }

    private void CheckGroup(FormComponent group, JsonObject from, JsonObject? before, JsonObject to, string at)
    {
        if (group.Path.Length == 0)
        {
            CheckAll(group.Components, from, before, to, at);
            return;
        }

        var path = Join(at, group.Path);
        var inner = JsonPaths.Get(from, group.Path);
        if (inner is not null and not JsonObject)
        {
            _refusals.Add(CaseErrors.WrongKind(path, group.Label, Group));
            return;
        }

        var kept = JsonPaths.Get(to, group.Path) as JsonObject ?? [];
        CheckAll(group.Components, inner as JsonObject ?? [], JsonPaths.Get(before, group.Path) as JsonObject, kept, path);
        if (kept.Parent is null)
        {
            JsonPaths.Set(to, group.Path, kept);
        }
    }

    private void CheckList(FormComponent list, JsonObject from, JsonObject? before, JsonObject to, string at)
    {
        var path = Join(at, list.Path);
        var submitted = JsonPaths.Get(from, list.Path);
        if (submitted is not null and not JsonArray)
        {
            _refusals.Add(CaseErrors.WrongKind(path, list.Label, List));
            return;
        }

        var rowsBefore = JsonPaths.Get(before, list.Path) as JsonArray ?? [];
        var rows = submitted as JsonArray ?? (list.HasFixedRows ? rowsBefore : []);
        if (list.HasFixedRows && rows.Count != rowsBefore.Count)
        {
            _refusals.Add(CaseErrors.RowsFixed(path, list.Label, rowsBefore.Count, rows.Count));
            return;
        }

        var kept = new JsonArray();
        for (var i = 0; i < rows.Count; i++)
        {
            // Rows that can be neither added nor removed keep what the form does not show: whose row it is.
            var rowBefore = i < rowsBefore.Count ? rowsBefore[i] as JsonObject : null;
            var row = list.HasFixedRows ? rowBefore?.DeepClone().AsObject() ?? [] : [];
            CheckAll(list.Components, rows[i] as JsonObject ?? [], rowBefore, row, Join(path, i.ToString(CultureInfo.InvariantCulture)));
            kept.Add((JsonNode)row);
        }

        JsonPaths.Set(to, list.Path, kept);
    }

    private void CheckField(FormComponent field, JsonObject from, JsonObject? before, JsonObject to, string at)
    {
        if (field.Key.Length == 0)
        {
            return;
        }

        if (field.IsFixed)
        {
            JsonPaths.Set(to, field.Key, JsonPaths.Get(before, field.Key)?.DeepClone());
            return;
        }

        var value = JsonPaths.Get(from, field.Key);
        var path = Join(at, field.Key);
        if (IsEmpty(field, value))
        {
            if (field.IsRequired)
            {
                _refusals.Add(CaseErrors.FieldRequired(path, field.Label));
            }

            JsonPaths.Set(to, field.Key, field.Type == "checkbox" ? JsonValue.Create(false) : null);
            return;
        }

        JsonPaths.Set(to, field.Key, Checked(field, value!, path));
    }

    private JsonNode? Checked(FormComponent field, JsonNode value, string path) => field.Type switch
    {
        "number" => Number(field, value, path),
        "checkbox" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value.DeepClone() : Wrong(CaseErrors.WrongKind(path, field.Label, YesOrNo)),
        "select" or "radio" => Choice(field, value, path),
        "checklist" or "taglist" => Choices(field, value, path),
        "datetime" => Date(field, value, path),
        _ => Words(field, value, path),
    };

    /// <summary>A required checkbox must be ticked, as form-js has it.</summary>
    private static bool IsEmpty(FormComponent field, JsonNode? value) => value is null || value.GetValueKind() switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetValue<string>()),
        JsonValueKind.Array => value.AsArray().Count == 0,
        JsonValueKind.False => field.Type == "checkbox" && field.IsRequired,
        _ => false,
    };

    private JsonNode? Number(FormComponent field, JsonNode value, string path)
    {
        if (!TryNumber(value, out var number))
        {
            return Wrong(CaseErrors.NotANumber(path, field.Label));
        }

        if (number < field.Min)
        {
            return Wrong(CaseErrors.TooSmall(path, field.Label, field.Min.Value));
        }

        if (number > field.Max)
        {
            return Wrong(CaseErrors.TooLarge(path, field.Label, field.Max.Value));
        }

        return field.DecimalDigits is { } digits && decimal.Round(number, digits) != number
            ? Wrong(CaseErrors.NotANumber(path, field.Label))
            : JsonValue.Create(number);
    }

    /// <summary>Browsers send numbers as text too; a comma is the Latvian decimal mark.</summary>
    private static bool TryNumber(JsonNode value, out decimal number)
    {
        number = 0;
        return value.GetValueKind() switch
        {
            JsonValueKind.Number => decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            JsonValueKind.String => decimal.TryParse(
                value.GetValue<string>().Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }

    private JsonNode? Choice(FormComponent field, JsonNode value, string path)
    {
        if (AllowedOf(field) is not { } allowed || allowed.Contains(value.ToString(), StringComparer.Ordinal))
        {
            return value.DeepClone();
        }

        return Wrong(CaseErrors.NotAChoice(path, field.Label, string.Join(", ", allowed)));
    }

    private JsonNode? Choices(FormComponent field, JsonNode value, string path)
    {
        if (value is not JsonArray several)
        {
            return Wrong(CaseErrors.WrongKind(path, field.Label, List));
        }

        var allowed = AllowedOf(field);
        var stray = several.FirstOrDefault(one => allowed is not null && !allowed.Contains(one?.ToString() ?? "", StringComparer.Ordinal));
        return stray is null ? value.DeepClone() : Wrong(CaseErrors.NotAChoice(path, field.Label, string.Join(", ", allowed!)));
    }

    /// <summary>Null when anything goes: choices that data or an expression give are not repeated here.</summary>
    private IReadOnlyList<string>? AllowedOf(FormComponent field)
    {
        if (field.ChoicesFrom.Length == 0)
        {
            return field.Choices;
        }

        return JsonPaths.Get(_prefilled, field.ChoicesFrom) is JsonArray values
            ? [.. values.Select(value => (value is JsonObject option ? option["value"] : value)?.ToString() ?? "")]
            : null;
    }

    private JsonNode? Date(FormComponent field, JsonNode value, string path)
    {
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";
        var fits = field.DateKind switch
        {
            "time" => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _),
            "datetime" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            _ => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        };
        return fits ? value.DeepClone() : Wrong(CaseErrors.NotADate(path, field.Label));
    }

    private JsonNode? Words(FormComponent field, JsonNode value, string path)
    {
        if (value.GetValueKind() != JsonValueKind.String)
        {
            return Wrong(CaseErrors.WrongKind(path, field.Label, SomeText));
        }

        var text = value.GetValue<string>();
        var problem = LengthProblem(field, text, path) ?? FormatProblem(field, text, path);
        return problem is null ? value.DeepClone() : Wrong(problem);
    }

    private static Refusal? LengthProblem(FormComponent field, string text, string path)
    {
        if (text.Length < field.MinLength)
        {
            return CaseErrors.TooShort(path, field.Label, field.MinLength.Value);
        }

        return text.Length > field.MaxLength ? CaseErrors.TooLong(path, field.Label, field.MaxLength.Value) : null;
    }

    private static Refusal? FormatProblem(FormComponent field, string text, string path)
    {
        if (field.ValidationType == "email" && !Matches(text, @"^[^\s@]+@[^\s@]+\.[^\s@]+$"))
        {
            return CaseErrors.NotAnAddress(path, field.Label, Address);
        }

        if (field.ValidationType == "phone" && !Matches(text, @"^\+?[0-9 ()-]{6,20}$"))
        {
            return CaseErrors.NotAnAddress(path, field.Label, Phone);
        }

        return field.Pattern.Length > 0 && !Matches(text, field.Pattern)
            ? CaseErrors.WrongPattern(path, field.Label, field.Description.Length > 0 ? field.Description : null)
            : null;
    }

    private static bool Matches(string text, string pattern) =>
        Regex.IsMatch(text, pattern, RegexOptions.ECMAScript | RegexOptions.CultureInvariant, PatternTimeout);

    private JsonNode? Wrong(Refusal refusal)
    {
        _refusals.Add(refusal);
        return null;
    }

    private static string Join(string at, string name) => at.Length == 0 ? name : $"{at}.{name}";
}
