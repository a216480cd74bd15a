using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Tests.Stored;

/// <summary>One step on the way to the end of a stored instance, as <c>rest.json</c> keeps it.</summary>
/// <param name="Does">answer, error, escalation, through (the job that leads an ad-hoc sub-process says so), set, resolve or resume.</param>
/// <param name="At">The element; empty for set, resolve (the first incident) and resume. With several waits there, the first.</param>
/// <param name="Code">Of an error or escalation; otherwise null.</param>
/// <param name="Variables">What the answer brings.</param>
internal sealed record Answer(string Does, string At, string? Code, FeelContext Variables)
{
    public static Answer To(string elementId, params ReadOnlySpan<(string, FeelValue)> variables) =>
        new("answer", elementId, null, FeelContext.Of(variables));

    public static Answer Error(string elementId, string code) => new("error", elementId, code, FeelContext.Empty);

    public static Answer Escalation(string elementId, string code) => new("escalation", elementId, code, FeelContext.Empty);

    public static Answer Through(string elementId) => new("through", elementId, null, FeelContext.Empty);

    public static Answer Set(params ReadOnlySpan<(string, FeelValue)> variables) => new("set", "", null, FeelContext.Of(variables));

    /// <summary>Resolves the first incident.</summary>
    public static Answer Resolve() => new("resolve", "", null, FeelContext.Empty);

    public static Answer Resume() => new("resume", "", null, FeelContext.Empty);

    public static Answer Read(JsonElement json) => new(
        json.GetProperty("does").GetString()!,
        json.GetProperty("at").GetString()!,
        json.TryGetProperty("code", out JsonElement code) ? code.GetString() : null,
        json.TryGetProperty("variables", out JsonElement variables) ? FeelJson.Read(variables).AsContext() : FeelContext.Empty);

    public JsonObject ToJson()
    {
        JsonObject json = new() { ["does"] = Does, ["at"] = At };
        if (Code is not null)
        {
            json["code"] = Code;
        }

        if (Variables.Count > 0)
        {
            json["variables"] = JsonNode.Parse(StoredCase.Tagged(Variables));
        }

        return json;
    }

    public void Send(Bench bench)
    {
        switch (Does)
        {
            case "answer":
                bench.Answer(At, [.. Variables.Select(each => (each.Key, each.Value))]);
                break;
            case "error":
                bench.Throw(At, Code!);
                break;
            case "escalation":
                bench.Send(new ThrowEscalation(bench.WaitAt(At).Id, Code!, Variables));
                break;
            case "through":
                bench.Send(new CompleteJob(bench.WaitAt(At).Id, Variables, new AdHocChoice([], IsThrough: true)));
                break;
            case "set":
                bench.Send(new SetVariables(0, Variables));
                break;
            case "resolve":
                bench.Send(new ResolveIncident(bench.State.Incidents[0].Id));
                break;
            case "resume":
                bench.Send(new ResumeInstance("goes on"));
                break;
            default:
                throw new InvalidOperationException($"Reading rest.json: expected answer, error, escalation, through, set, resolve or resume, found {Does}.");
        }

        bench.Rejection.ShouldBeNull($"{Does} at `{At}`{bench.Describe()}");
    }
}
