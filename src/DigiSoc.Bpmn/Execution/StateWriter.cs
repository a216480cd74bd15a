using System.Text.Json;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>Writes a state as UTF-8 JSON; what has its usual value is left out.</summary>
/// <remarks>Version 1. Names are short because every step stores them; docs/engine/state.md lists them.</remarks>
internal static class StateWriter
{
    public const int Version = 1;

    public static byte[] Write(InstanceState state) => JsonBytes.Write(state, Write);

    private static void Write(Utf8JsonWriter writer, InstanceState state)
    {
        writer.WriteStartObject();
        writer.WriteNumber("v", Version);
        writer.WriteNumber("s", (int)state.Status);
        writer.WriteNumber("n", state.LastId);
        if (state.Called)
        {
            writer.WriteBoolean("c", true);
        }

        WriteElements(writer, state);
        WriteWaits(writer, state);
        WriteIncidents(writer, state);
        if (state.FinalVariables.Count > 0)
        {
            WriteVariables(writer, "f", state.FinalVariables);
        }

        writer.WriteEndObject();
    }

    private static void WriteElements(Utf8JsonWriter writer, InstanceState state)
    {
        if (state.ElementList.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("e");
        foreach (ElementInstance element in state.ElementList)
        {
            WriteElement(writer, element);
        }

        writer.WriteEndArray();
    }

    private static void WriteElement(Utf8JsonWriter writer, ElementInstance element)
    {
        writer.WriteStartObject();
        writer.WriteNumber("i", element.Id);
        WriteNumber(writer, "p", element.ParentId);
        writer.WriteString("e", element.ElementId);
        WriteNumber(writer, "h", (int)element.Phase);
        WriteNumber(writer, "r", element.LoopCounter);
        if (element.IsActivation)
        {
            writer.WriteBoolean("a", true);
        }

        WriteNumber(writer, "c", element.Children);
        WriteNumber(writer, "u", element.UndoneFor);
        WriteNumber(writer, "x", element.UndoesIn);
        WriteNumber(writer, "t", element.Thrown);
        WriteString(writer, "b", element.StartedBy);
        if (element.Variables.Count > 0)
        {
            WriteVariables(writer, "v", element.Variables);
        }

        WriteLoop(writer, element.Loop);
        WriteJoins(writer, element.Joins);
        WriteCompensables(writer, "k", element.Compensables);
        WriteCompensables(writer, "g", element.Compensating);
        WritePending(writer, element.Pending);
        writer.WriteEndObject();
    }

    private static void WriteLoop(Utf8JsonWriter writer, LoopState? loop)
    {
        if (loop is null)
        {
            return;
        }

        writer.WriteStartObject("l");
        writer.WriteNumber("t", loop.Total);
        WriteNumber(writer, "s", loop.Started);
        WriteNumber(writer, "c", loop.Completed);
        WriteNumber(writer, "x", loop.Terminated);
        writer.WriteNumber("m", loop.Maximum);
        if (loop.IsFinished)
        {
            writer.WriteBoolean("f", true);
        }

        if (loop.Items is not null)
        {
            writer.WritePropertyName("i");
            FeelJson.Write(writer, FeelValue.Of(loop.Items), FeelJsonForm.Tagged);
        }

        if (loop.Results is not null)
        {
            writer.WritePropertyName("o");
            FeelJson.Write(writer, FeelValue.Of(FeelList.Of(loop.Results)), FeelJsonForm.Tagged);
        }

        writer.WriteEndObject();
    }

    private static void WriteJoins(Utf8JsonWriter writer, List<JoinToken>? joins)
    {
        if (joins is null)
        {
            return;
        }

        writer.WriteStartArray("j");
        foreach (JoinToken token in joins)
        {
            writer.WriteStringValue(token.FlowId);
            writer.WriteNumberValue(token.Count);
        }

        writer.WriteEndArray();
    }

    private static void WriteCompensables(Utf8JsonWriter writer, string name, IReadOnlyList<Compensable>? compensables)
    {
        if (compensables is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (Compensable compensable in compensables)
        {
            writer.WriteStartObject();
            writer.WriteString("e", compensable.ElementId);
            if (compensable.Variables.Count > 0)
            {
                WriteVariables(writer, "v", compensable.Variables);
            }

            WriteCompensables(writer, "i", compensable.Inner);
            if (compensable.IsPart)
            {
                writer.WriteBoolean("p", true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePending(Utf8JsonWriter writer, List<string>? pending)
    {
        if (pending is null)
        {
            return;
        }

        writer.WriteStartArray("q");
        foreach (string elementId in pending)
        {
            writer.WriteStringValue(elementId);
        }

        writer.WriteEndArray();
    }

    private static void WriteWaits(Utf8JsonWriter writer, InstanceState state)
    {
        if (state.WaitList.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("w");
        foreach (Wait wait in state.WaitList)
        {
            writer.WriteStartObject();
            writer.WriteNumber("i", wait.Id);
            writer.WriteNumber("k", (int)wait.Kind);
            writer.WriteNumber("o", wait.ElementInstanceId);
            writer.WriteString("e", wait.ElementId);
            if (wait.DueAt is { } dueAt)
            {
                writer.WriteNumber("d", dueAt.UtcTicks);
            }

            WriteString(writer, "n", wait.Name);
            WriteString(writer, "y", wait.CorrelationKey);
            WriteNumber(writer, "t", wait.Definition);
            WriteNumber(writer, "r", wait.Repetitions);
            if (wait.CountsFrom is { } countsFrom)
            {
                writer.WriteNumber("c", countsFrom.UtcTicks);
            }

            if (wait.WasTrue)
            {
                writer.WriteBoolean("b", true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteIncidents(Utf8JsonWriter writer, InstanceState state)
    {
        if (state.IncidentList.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("x");
        foreach (Incident incident in state.IncidentList)
        {
            writer.WriteStartObject();
            writer.WriteNumber("i", incident.Id);
            writer.WriteNumber("o", incident.ElementInstanceId);
            writer.WriteString("e", incident.ElementId);
            writer.WriteString("c", incident.Code);
            writer.WriteString("t", incident.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteVariables(Utf8JsonWriter writer, string name, FeelContext variables)
    {
        writer.WritePropertyName(name);
        FeelJson.Write(writer, FeelValue.Of(variables), FeelJsonForm.Tagged);
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, long value)
    {
        if (value != 0)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static void WriteString(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
