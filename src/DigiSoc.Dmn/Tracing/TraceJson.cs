using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tracing;

/// <summary>Writes a trace as JSON; docs/dmn/trace.md describes the members.</summary>
internal static class TraceJson
{
    /// <summary>Version of the form written here; raised when a member changes its meaning.</summary>
    private const int Version = 2;

    /// <summary>Room for most traces, so that the buffer need not grow.</summary>
    private const int UsualBytes = 16_384;

    // Latvian letters stay readable; the text is data, never put into a page unescaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(DmnTrace trace)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualBytes);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, trace);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, DmnTrace trace)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", Version);
        writer.WriteString("model", trace.Model);
        writer.WriteString("namespace", trace.Namespace);
        writer.WriteString("asked", trace.Asked);
        Array(writer, "decisions", trace.Decisions, Decision);
        Texts(writer, "norms", trace.Norms());
        Value(writer, "value", trace.Value);
        writer.WriteEndObject();
    }

    private static void Decision(Utf8JsonWriter writer, TracedDecision decision)
    {
        writer.WriteStartObject();
        writer.WriteString("id", decision.Id);
        writer.WriteString("name", decision.Name);
        Texts(writer, "norms", decision.Norms);
        Array(writer, "inputs", decision.Inputs, Input);
        Steps(writer, decision.Steps);
        Result(writer, decision.Value, decision.Steps);
        Array(writer, "causes", decision.Causes, Cause);
        if (decision.CausesDropped > 0)
        {
            writer.WriteNumber("causesDropped", decision.CausesDropped);
        }

        writer.WriteEndObject();
    }

    private static void Input(Utf8JsonWriter writer, TracedInput input)
    {
        writer.WriteStartObject();
        writer.WriteString("name", input.Name);
        writer.WriteString("origin", Word(input.Origin));
        Value(writer, "value", input.Value);
        writer.WriteEndObject();
    }

    private static void Steps(Utf8JsonWriter writer, IReadOnlyList<TraceStep> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("steps");
        for (var at = 0; at < steps.Count; at++)
        {
            Step(writer, steps[at], at == 0 ? null : steps[at - 1]);
        }

        writer.WriteEndArray();
    }

    /// <summary>The value that steps led to, unless the last of them has it.</summary>
    private static void Result(Utf8JsonWriter writer, in FeelValue value, IReadOnlyList<TraceStep> steps)
    {
        if (steps.Count == 0 || steps[^1] is TracedEntry || ValueOf(steps[^1]) is not { } last || last != value)
        {
            Value(writer, "value", value);
        }
    }

    private static FeelValue? ValueOf(TraceStep step) => step switch
    {
        TracedExpression expression => expression.Value,
        TracedConditional choice => choice.Value,
        TracedLoop loop => loop.Value,
        TracedList list => list.Value,
        TracedCall call => call.Value,
        TracedTable table => table.Value,
        _ => null,
    };

    private static void Step(Utf8JsonWriter writer, TraceStep step, TraceStep? before)
    {
        writer.WriteStartObject();
        switch (step)
        {
            case TracedExpression expression:
                writer.WriteString("kind", "expression");
                writer.WriteString("text", expression.Text);
                Array(writer, "parts", expression.Parts, Part);
                Steps(writer, expression.Steps);
                Value(writer, "value", expression.Value);
                break;
            case TracedConditional choice:
                writer.WriteString("kind", "conditional");
                writer.WriteString("condition", choice.Condition);
                Value(writer, "holds", choice.Holds);
                writer.WriteString("branch", choice.Holds.Kind != FeelKind.Boolean ? null : choice.Holds.IsTrue ? "then" : "else");
                Steps(writer, choice.Steps);
                Value(writer, "value", choice.Value);
                break;
            case TracedLoop loop:
                Loop(writer, loop);
                break;
            case TracedList list:
                writer.WriteString("kind", "list");
                Steps(writer, list.Steps);
                Value(writer, "value", list.Value);
                break;
            case TracedMore more:
                writer.WriteString("kind", "more");
                writer.WriteNumber("count", more.Count);
                Texts(writer, "norms", more.Norms);
                break;
            case TracedEntry entry:
                writer.WriteString("kind", "entry");
                writer.WriteString("name", entry.Name);
                if (before is null || ValueOf(before) is not { } made || made != entry.Value)
                {
                    Value(writer, "value", entry.Value);
                }

                break;
            case TracedCall call:
                writer.WriteString("kind", "call");
                writer.WriteString("name", call.Name);
                Array(writer, "arguments", call.Arguments, Named);
                Steps(writer, call.Steps);
                Value(writer, "value", call.Value);
                break;
            case TracedTable table:
                Table(writer, table);
                break;
        }

        writer.WriteEndObject();
    }

    private static void Part(Utf8JsonWriter writer, FeelPart part)
    {
        writer.WriteStartObject();
        writer.WriteString("text", part.Text);
        Value(writer, "value", part.Value);
        writer.WriteEndObject();
    }

    private static void Loop(Utf8JsonWriter writer, TracedLoop loop)
    {
        writer.WriteString("kind", Word(loop.Kind));
        writer.WriteString("variable", loop.Variable);
        writer.WriteString("text", loop.Text);
        if (loop.Count is { } count)
        {
            writer.WriteNumber("count", count);
        }

        writer.WriteNumber("rounds", loop.Rounds);
        Steps(writer, loop.Before);
        Array(writer, "items", loop.Items, Item);
        Texts(writer, "otherNorms", loop.OtherNorms);
        Value(writer, "value", loop.Value);
    }

    private static void Item(Utf8JsonWriter writer, TracedItem item)
    {
        writer.WriteStartObject();
        writer.WriteNumber("position", item.Position);
        Value(writer, "item", item.Item);
        Value(writer, "outcome", item.Outcome);
        Steps(writer, item.Steps);
        writer.WriteEndObject();
    }

    private static void Table(Utf8JsonWriter writer, TracedTable table)
    {
        writer.WriteString("kind", "table");
        writer.WriteString("hitPolicy", Word(table.HitPolicy));
        writer.WriteString("aggregation", Word(table.Aggregation));
        Texts(writer, "norms", table.Norms);
        Array(writer, "inputs", table.Inputs, Named);
        if (table.RefusedBy is not null)
        {
            writer.WriteString("refusedBy", table.RefusedBy);
        }

        Array(writer, "rules", table.Rules, Rule);
        if (table.IsConflict)
        {
            writer.WriteBoolean("conflict", true);
        }

        Steps(writer, table.Steps);
        Value(writer, "value", table.Value);
    }

    private static void Rule(Utf8JsonWriter writer, TracedRule rule)
    {
        writer.WriteStartObject();
        writer.WriteNumber("row", rule.Row);
        if (rule.Id is not null)
        {
            writer.WriteString("id", rule.Id);
        }

        writer.WriteBoolean("matched", rule.Matched);
        writer.WriteBoolean("selected", rule.Selected);
        if (rule.FailedColumn is { } column)
        {
            writer.WriteNumber("failedColumn", column);
            writer.WriteString("failedTest", rule.FailedTest);
        }

        Texts(writer, "tests", rule.Tests);
        Texts(writer, "norms", rule.Norms);
        writer.WriteStartObject("annotations");
        foreach (var (name, text) in rule.Annotations.DistinctBy(annotation => annotation.Key))
        {
            writer.WriteString(name, text);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Cause(Utf8JsonWriter writer, FeelCause cause)
    {
        writer.WriteStartObject();
        writer.WriteString("code", cause.Code);
        writer.WriteString("kind", Word(cause.Kind));
        writer.WriteString("text", cause.Text);
        writer.WriteString("source", cause.Source);
        writer.WriteNumber("start", cause.Span.Start);
        writer.WriteNumber("length", cause.Span.Length);
        if (cause.Mismatch is { } mismatch)
        {
            writer.WriteString("what", $"{mismatch.What} {mismatch.Name}".Trim());
            writer.WriteString("expected", mismatch.Expected);
            Array(writer, "found", mismatch.Found, static (to, value) => FeelJson.Write(to, value, FeelJsonForm.Plain));
        }

        writer.WriteEndObject();
    }

    private static void Named(Utf8JsonWriter writer, KeyValuePair<string, FeelValue> named)
    {
        writer.WriteStartObject();
        writer.WriteString("name", named.Key);
        Value(writer, "value", named.Value);
        writer.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter writer, string name, in FeelValue value)
    {
        writer.WritePropertyName(name);
        FeelJson.Write(writer, value, FeelJsonForm.Plain);
    }

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts) =>
        Array(writer, name, texts, static (to, text) => to.WriteStringValue(text));

    /// <summary>A list; one without items is left out.</summary>
    private static void Array<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }

    /// <summary>An enum's name as the JSON writes it: first letter small.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
