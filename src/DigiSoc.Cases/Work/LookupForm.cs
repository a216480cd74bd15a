using System.Text.Json.Nodes;
using DigiSoc.Registers;
using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Cases.Work;

/// <summary>Makes of a data item the form by which a person answers in place of its register.</summary>
/// <remarks>
/// Shape of its data: <c>has</c> ("values" or "nothing": the register holds nothing), the item's fields under <c>value</c> or,
/// where it is a list, its entries under <c>rows</c>, and <c>reason</c>. A yes or no is a choice, never a box that says no by
/// silence; a list of words is a text of lines.
/// </remarks>
internal static class LookupForm
{
    public const string Has = "has";
    public const string HasValues = "values";
    public const string HasNothing = "nothing";
    public const string Reason = "reason";
    public const string Yes = "true";
    public const string No = "false";

    private const string Rows = "rows";
    private const string Value = "value";
    private const string PersonCodePattern = "^[0-9]{6}-?[0-9]{5}$";
    private const string MonthPattern = "^[0-9]{4}-(0[1-9]|1[0-2])$";

    /// <summary>Where the answer is in the form's data.</summary>
    public static string PlaceOf(DataItem item) => item.AnswerIsList ? Rows : Value;

    /// <param name="item">What is asked.</param>
    /// <param name="catalogue">Its register and the words of its codes.</param>
    /// <param name="personCode">Whom the question is about, with a dash.</param>
    /// <param name="period">The days asked about.</param>
    public static HandAnswerForm Of(DataItem item, DataItemCatalogue catalogue, string personCode, LookupPeriod? period)
    {
        var making = new Making(item, catalogue);
        var register = catalogue.RegisterOf(item);
        return new HandAnswerForm(
            new LocalText(item.TitleLv, item.TitleEn),
            new LocalText(register.TitleLv, register.TitleEn),
            personCode,
            period?.From,
            period?.LastDay,
            CaseJson.Element(making.Schema()),
            CaseJson.Element(making.Start(personCode)));
    }

    private sealed class Making(DataItem item, DataItemCatalogue catalogue)
    {
        private int _count;

        public JsonObject Schema() => new()
        {
            ["type"] = "default",
            ["id"] = "answer-by-hand",
            ["schemaVersion"] = 18,
            ["components"] = new JsonArray(
                Choice(Has, new LocalText("Kas ir zināms", "What is known"), isRequired: true,
                    (HasValues, new LocalText("Ziņas ir, ievadu tās", "There is information; I enter it")),
                    (HasNothing, new LocalText("Reģistrā par šo personu ziņu nav", "The register holds nothing about this person"))),
                Answer(),
                Labelled("textarea", Reason, new LocalText("Pamatojums: no kurienes ziņas un kāpēc ar roku", "Reason: where the information is from and why by hand"),
                    new JsonObject { ["required"] = true, ["maxLength"] = 2000 })),
        };

        public JsonObject Start(string personCode)
        {
            var start = new JsonObject { [Has] = HasValues };
            start[PlaceOf(item)] = item.AnswerIsList ? new JsonArray(new JsonObject())
                : item.Checks.Contains("same-person") ? new JsonObject { ["personCode"] = personCode }
                : new JsonObject();
            return start;
        }

        private JsonObject Answer()
        {
            var answer = Around(item.AnswerIsList ? "dynamiclist" : "group", PlaceOf(item), new LocalText(item.TitleLv, item.TitleEn), item.Fields, isRequired: true);
            answer["conditional"] = new JsonObject { ["hide"] = $"={Has} = \"{HasNothing}\"" };
            return answer;
        }

        private JsonObject Around(string type, string path, LocalText title, IReadOnlyList<DataField> fields, bool isRequired)
        {
            var around = Said(type, title);
            around["path"] = path;
            around["showOutline"] = true;
            if (type == "dynamiclist")
            {
                around["isRepeating"] = true;
                around["allowAddRemove"] = true;
                around["defaultRepetitions"] = isRequired ? 1 : 0;
            }

            around["components"] = new JsonArray([.. fields.Select(field => (JsonNode)Field(field, isRequired || type == "dynamiclist"))]);
            return around;
        }

        /// <summary>Fields of a group that may be left out are asked for only when one of them is given (<see cref="LookupFormAnswer"/>).</summary>
        private JsonObject Field(DataField field, bool isRequired)
        {
            var title = new LocalText(field.Title.Lv, field.Title.En);
            var required = isRequired && !field.Optional && !field.Nullable;
            var rules = new JsonObject { ["required"] = required };
            switch (field.Type)
            {
                case FieldType.Group:
                    return Around("group", field.Name, title, field.Fields, required);
                case FieldType.List when field.Of is null:
                    return Around("dynamiclist", field.Name, title, field.Fields, isRequired: false);
                case FieldType.List:
                    return Described(Labelled("textarea", field.Name, title, []), new LocalText("Katru savā rindā.", "Each on a line of its own."));
                case FieldType.Boolean:
                    return Choice(field.Name, title, required, (Yes, new LocalText("jā", "yes")), (No, new LocalText("nē", "no")));
                case FieldType.Code or FieldType.Number when field.Values.Count > 0:
                    return Choices("select", field.Name, title, required, [.. field.Values.Select(code => (code, Word(code)))]);
                case FieldType.Amount or FieldType.Number:
                    var number = Labelled("number", field.Name, title, rules);
                    number["decimalDigits"] = 2;
                    return number;
                case FieldType.Date:
                    var date = Said("datetime", title, "dateLabel");
                    date["key"] = field.Name;
                    date["subtype"] = "date";
                    date["validate"] = rules;
                    return date;
                case FieldType.Month:
                    rules["pattern"] = MonthPattern;
                    return Described(Labelled("textfield", field.Name, title, rules), new LocalText("Gads un mēnesis, piemēram, 2026-08", "Year and month, for example 2026-08"));
                case FieldType.PersonCode:
                    rules["pattern"] = PersonCodePattern;
                    var person = Described(Labelled("textfield", field.Name, title, rules), new LocalText("Piemēram, 300000-00000", "For example 300000-00000"));
                    person["readonly"] = field.Name == "personCode" && item.Checks.Contains("same-person");
                    return person;
                default:
                    rules["maxLength"] = 1000;
                    return Labelled("textfield", field.Name, title, rules);
            }
        }

        private LocalText Word(string code)
        {
            var word = catalogue.WordOf(code);
            return new LocalText(word.Lv, word.En);
        }

        private JsonObject Choice(string key, LocalText title, bool isRequired, params IEnumerable<(string Value, LocalText Label)> choices) =>
            Choices("radio", key, title, isRequired, choices);

        private JsonObject Choices(string type, string key, LocalText title, bool isRequired, params IEnumerable<(string Value, LocalText Label)> choices)
        {
            var choice = Labelled(type, key, title, new JsonObject { ["required"] = isRequired });
            choice["values"] = new JsonArray([.. choices.Select(one => (JsonNode)new JsonObject { ["value"] = one.Value, ["label"] = one.Label.Lv, ["labelEn"] = one.Label.En })]);
            return choice;
        }

        private JsonObject Labelled(string type, string key, LocalText title, JsonObject rules)
        {
            var component = Said(type, title);
            component["key"] = key;
            component["validate"] = rules;
            return component;
        }

        private JsonObject Said(string type, LocalText title, string label = "label") => new()
        {
            ["id"] = $"answer_{++_count}",
            ["type"] = type,
            [label] = title.Lv,
            ["properties"] = new JsonObject { ["labelEn"] = title.En },
        };

        private static JsonObject Described(JsonObject component, LocalText description)
        {
            component["description"] = description.Lv;
            component["properties"]!["descriptionEn"] = description.En;
            return component;
        }
    }
}
