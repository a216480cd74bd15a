using System.Text.Json;
using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.History;

/// <summary>The stored form of a step's events: version 1, an array of objects with <c>kind</c>, <c>element</c>, <c>id</c>, <c>norms</c> and the kind's own fields.</summary>
internal static class EventJson
{
    public static byte[] Write(IEnumerable<HistoryEvent> events, Action<Utf8JsonWriter>? own = null) =>
        JsonBytes.Write((Events: events, Own: own), static (writer, step) =>
        {
            writer.WriteStartArray();
            step.Own?.Invoke(writer);
            foreach (var happened in step.Events)
            {
                WriteEvent(writer, happened);
            }

            writer.WriteEndArray();
        });

    public static byte[] Write(FeelContext variables) =>
        JsonBytes.Write(variables, static (writer, context) => FeelJson.Write(writer, FeelValue.Of(context), FeelJsonForm.Tagged));

    public static FeelContext Read(ReadOnlyMemory<byte> stored)
    {
        using var document = JsonDocument.Parse(stored);
        return FeelJson.Read(document.RootElement).AsContext();
    }

    private static void WriteEvent(Utf8JsonWriter writer, HistoryEvent happened)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", happened.GetType().Name);
        writer.WriteString("element", happened.ElementId);
        writer.WriteNumber("id", happened.ElementInstanceId);
        if (happened.Norms.Count > 0)
        {
            writer.WriteStartArray("norms");
            foreach (var norm in happened.Norms)
            {
                writer.WriteStringValue(norm);
            }

            writer.WriteEndArray();
        }

        WriteFields(writer, happened);
        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, HistoryEvent happened)
    {
        switch (happened)
        {
            case ElementActivated e:
                writer.WriteNumber("scope", e.ScopeId);
                writer.WriteString("type", e.ElementType);
                break;
            case DecisionEvaluated e:
                writer.WriteString("decision", e.DecisionId);
                WriteVariables(writer, "inputs", e.Inputs);
                writer.WritePropertyName("output");
                FeelJson.Write(writer, e.Output, FeelJsonForm.Tagged);
                writer.WritePropertyName("trace");
                writer.WriteRawValue(e.TraceJson.Length == 0 ? "null" : e.TraceJson);
                break;
            case VariablesSet e:
                WriteVariables(writer, "variables", e.Variables);
                break;
            case EventTriggered e:
                WriteTrigger(writer, e.Trigger, e.Detail);
                break;
            case EventThrown e:
                WriteTrigger(writer, e.Trigger, e.Detail);
                break;
            case IncidentRaised e:
                writer.WriteNumber("incident", e.IncidentId);
                writer.WriteString("code", e.Code);
                writer.WriteString("text", e.Text);
                break;
            case IncidentEnded e:
                writer.WriteNumber("incident", e.IncidentId);
                break;
            case InstanceChanged e:
                writer.WriteString("change", e.Change);
                writer.WriteString("reason", e.Reason);
                WriteRenamed(writer, e.Renamed);
                break;
        }
    }

    private static void WriteRenamed(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> renamed)
    {
        if (renamed.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("renamed");
        foreach (var (old, now) in renamed.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            writer.WriteString(old, now);
        }

        writer.WriteEndObject();
    }

    private static void WriteTrigger(Utf8JsonWriter writer, string trigger, string? detail)
    {
        writer.WriteString("trigger", trigger);
        writer.WriteString("detail", detail);
    }

    private static void WriteVariables(Utf8JsonWriter writer, string name, FeelContext variables)
    {
        writer.WritePropertyName(name);
        FeelJson.Write(writer, FeelValue.Of(variables), FeelJsonForm.Tagged);
    }
}
