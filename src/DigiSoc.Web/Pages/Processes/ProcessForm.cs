using System.Globalization;
using System.Text.Json;
using DigiSoc.Cases;

namespace DigiSoc.Web.Pages.Processes;

/// <summary>An element to be begun; <paramref name="Inside"/>: the number of the stay it begins in, empty: the only one there is.</summary>
public sealed record StartRow(string ElementId, string Inside);

/// <summary>A variable to be set; <paramref name="Inside"/>: the number of the stay that holds it; <paramref name="Value"/>: JSON or FEEL.</summary>
public sealed record VariableRow(string Name, string Inside, string Value);

/// <summary>The choices of a change by hand, as they were sent: kept from one look to the next, in the page alone.</summary>
public sealed record ProcessForm
{
    internal const string End = "end";
    internal const string Restart = "restart";
    internal const string Move = "move";

    /// <summary>"end 17", "restart 17", "move 17 element" for each stay something is to happen to.</summary>
    public IReadOnlyList<string> Stays { get; init; } = [];

    public IReadOnlyList<StartRow> Starts { get; init; } = [];

    public IReadOnlyList<VariableRow> Variables { get; init; } = [];

    public string Reason { get; init; } = "";

    /// <summary>The revision of the process that the choices were made by; null: of none yet.</summary>
    public long? Revision { get; init; }

    /// <summary>"look", "do", "correct 1 name", "more-starts", "more-variables"; all but the first two show the choices again.</summary>
    public string Step { get; init; } = "";

    public bool IsEmpty => Stays.Count == 0 && Starts.Count == 0 && Variables.Count == 0;

    // Fields of one row are sent in the same order, also empty ones; rows without a choice are none.
    internal static ProcessForm Read(IFormCollection sent) => new()
    {
        Stays = [.. All(sent, "do").Where(text => text.Length > 0)],
        Starts = [.. All(sent, "startElement").Zip(All(sent, "startInside"), (element, inside) => new StartRow(element, inside)).Where(row => row.ElementId.Length > 0)],
        Variables =
        [
            .. All(sent, "variableName").Zip(All(sent, "variableInside"), All(sent, "variableValue"))
                .Select(row => new VariableRow(row.First.Trim(), row.Second, row.Third))
                .Where(row => row.Name.Length > 0 || row.Value.Trim().Length > 0),
        ],
        Reason = sent["reason"].ToString(),
        Revision = long.TryParse(sent["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null,
        Step = sent["step"].ToString(),
    };

    /// <summary>The choices that are about stays which are still there, and how many are not.</summary>
    internal (ProcessForm Form, int Dropped) Of(ProcessView process)
    {
        var living = process.Stays.Select(stay => stay.Number).ToHashSet();
        var kept = this with
        {
            Stays = [.. Stays.Where(choice => NumberOf(choice) is { } number && living.Contains(number))],
            Starts = [.. Starts.Where(row => IsThere(row.Inside, living))],
            Variables = [.. Variables.Where(row => IsThere(row.Inside, living))],
            Revision = process.Revision,
        };
        return (kept, Stays.Count + Starts.Count + Variables.Count - kept.Stays.Count - kept.Starts.Count - kept.Variables.Count);
    }

    /// <summary>With a row for the variable, filled with its value now.</summary>
    internal ProcessForm Correcting(ProcessView process)
    {
        if (Step.Split(' ', 3) is not ["correct", var number, var name]
            || process.Stays.FirstOrDefault(stay => Text(stay.Number) == number)?.Variables.FirstOrDefault(variable => variable.Name == name) is not { } variable
            || Variables.Any(row => row.Inside == number && row.Name == name))
        {
            return this;
        }

        return this with { Variables = [.. Variables, new(name, number, variable.Value)] };
    }

    /// <summary>The order that the choices mean: variables first, then what begins, then what ends.</summary>
    /// <remarks>So what begins reads the new variables, and a scope does not run empty in between.</remarks>
    internal IReadOnlyList<ProcessChange> Changes(ProcessView process)
    {
        var begun = Starts.Select(row => new ProcessChange(Activate: row.ElementId, Inside: Number(row.Inside))).ToList();
        var ended = new List<ProcessChange>();
        foreach (var (does, stay, target) in Stays.Select(choice => Read(choice, process)).OfType<(string, ProcessStay, string)>())
        {
            ended.Add(new(Terminate: stay.Number));
            if (does != End)
            {
                begun.Add(new(Activate: target, Inside: IsBeside(stay, target, process) ? stay.Inside : null));
            }
        }

        return [.. Variables.Select(Set), .. begun, .. ended];
    }

    /// <summary>What takes back an order that was carried out, as far as it can be: what began is ended, what ended begins anew, variables are as before.</summary>
    /// <param name="before">The process before the order.</param>
    /// <param name="after">The process now.</param>
    /// <param name="done">What the order did to it.</param>
    internal ProcessForm Reverse(ProcessView before, ProcessView after, ProcessOutlook done)
    {
        var begun = done.Begins.Where(stay => stay.IsWhole).Select(stay => stay.Number).ToHashSet();
        var living = after.Stays.Select(stay => stay.Number).ToHashSet();
        return new()
        {
            Stays = [.. after.Stays.Where(stay => begun.Contains(stay.Number) && !begun.Contains(stay.Inside)).Select(stay => $"{End} {Text(stay.Number)}")],
            Starts =
            [
                .. Stays.Select(choice => Read(choice, before)).OfType<(string Does, ProcessStay Stay, string Target)>()
                    .Where(ended => !ended.Stay.IsPart)
                    .Select(ended => new StartRow(ended.Stay.ElementId, living.Contains(ended.Stay.Inside) ? Text(ended.Stay.Inside) : "")),
            ],
            Variables = [.. done.Variables.Select(variable => new VariableRow(variable.Name, Text(variable.Inside), variable.Before ?? "null"))],
            Revision = after.Revision,
        };
    }

    internal string ChoiceOf(ProcessStay stay) => Stays.FirstOrDefault(choice => NumberOf(choice) == stay.Number) ?? "";

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> All(IFormCollection sent, string name) => sent[name].Select(text => text ?? "");

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? NumberOf(string choice) => choice.Split(' ') is [_, var number, ..] ? Number(number) : null;

    private static bool IsThere(string inside, HashSet<long> living) => Number(inside) is not { } number || living.Contains(number);

    private static (string Does, ProcessStay Stay, string Target)? Read(string choice, ProcessView process)
    {
        if (process.Stays.FirstOrDefault(stay => stay.Number == NumberOf(choice)) is not { } stay)
        {
            return null;
        }

        return choice.Split(' ') switch
        {
            [End, _] => (End, stay, ""),
            [Restart, _] => (Restart, stay, stay.ElementId),
            [Move, _, var target] => (Move, stay, target),
            _ => null,
        };
    }

    // In the same scope instance; elsewhere the engine finds the only one there is, or makes it.
    private static bool IsBeside(ProcessStay stay, string target, ProcessView process) =>
        process.Steps.FirstOrDefault(step => step.ElementId == target)?.ScopeId is { } scope
        && process.Stays.FirstOrDefault(around => around.Number == stay.Inside)?.ElementId == scope;

    private static ProcessChange Set(VariableRow row)
    {
        try
        {
            var json = JsonElement.Parse(row.Value);
            return new(Variables: JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { [row.Name] = json }), Inside: Number(row.Inside));
        }
        catch (JsonException)
        {
            return new(Expressions: new Dictionary<string, string> { [row.Name] = row.Value }, Inside: Number(row.Inside));
        }
    }
}
