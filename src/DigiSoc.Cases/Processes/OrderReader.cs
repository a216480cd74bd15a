using System.Text.Json;
using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Cases.Processes;

/// <summary>Turns an order into the engine's instructions.</summary>
/// <param name="state">The process as it is: expressions see its variables.</param>
/// <param name="now">What <c>now()</c> answers.</param>
internal sealed class OrderReader(InstanceState state, DateTimeOffset now)
{
    private readonly List<Modification> _instructions = [];
    private readonly List<Refusal> _refusals = [];

    public (IReadOnlyList<Modification> Instructions, IReadOnlyList<Refusal> Refusals) Read(IReadOnlyList<ProcessChange> changes)
    {
        if (changes.Count == 0)
        {
            _refusals.Add(CaseErrors.ChangeUnclear());
        }

        foreach (var change in changes)
        {
            Read(change);
        }

        return (_instructions, _refusals);
    }

    private void Read(ProcessChange change)
    {
        switch (change)
        {
            case { With: { } with } when with.Values.Any(one => one.ValueKind != JsonValueKind.Object):
                _refusals.Add(BulkErrors.VariablesUnreadable());
                break;
            case { Activate: { } elementId, Terminate: null, Variables: null, Expressions: null }:
                _instructions.Add(new ActivateElement(elementId, change.Inside) { Variables = Contexts(change.With ?? new Dictionary<string, JsonElement>()) });
                break;
            case { With: not null }:
                _refusals.Add(CaseErrors.ChangeUnclear());
                break;
            case { Activate: null, Terminate: { } number, Variables: null, Expressions: null, Inside: null }:
                _instructions.Add(new TerminateElement(number));
                break;
            case { Activate: null, Terminate: null } when change.Variables is not null || change.Expressions is not null:
                ReadVariables(change);
                break;
            default:
                _refusals.Add(CaseErrors.ChangeUnclear());
                break;
        }
    }

    private static Dictionary<string, FeelContext> Contexts(IReadOnlyDictionary<string, JsonElement> variables) =>
        variables.ToDictionary(one => one.Key, one => FeelJson.Read(one.Value).AsContext(), StringComparer.Ordinal);

    private void ReadVariables(ProcessChange change)
    {
        if (change.Variables is { ValueKind: not JsonValueKind.Object })
        {
            _refusals.Add(BulkErrors.VariablesUnreadable());
            return;
        }

        var scope = change.Inside ?? 0;
        var set = change.Variables is { } json ? FeelJson.Read(json).AsContext() : FeelContext.Empty;
        foreach (var (name, text) in change.Expressions ?? new Dictionary<string, string>())
        {
            if (Value(name, text, scope) is { } value)
            {
                set = set.With(name, value);
            }
        }

        if (set.Keys.Any(string.IsNullOrWhiteSpace))
        {
            _refusals.Add(CaseErrors.VariableNameless());
        }

        _instructions.Add(new ChangeVariables(set, scope));
    }

    /// <summary>Null, with a refusal: the text gives no value. That it gives null is one when nothing failed on the way.</summary>
    private FeelValue? Value(string name, string text, long scope)
    {
        var parsed = FeelExpression.Parse(text);
        if (parsed.Expression is not { } expression)
        {
            _refusals.Add(CaseErrors.ExpressionUnreadable(name, parsed.Problems[0].Code, parsed.Problems[0].Text));
            return null;
        }

        var result = expression.Evaluate(Visible(scope), new FeelEnvironment(now));
        if (result is { Value.IsNull: true, Causes: [var cause, ..] })
        {
            _refusals.Add(CaseErrors.ExpressionUnreadable(name, cause.Code, cause.Text));
            return null;
        }

        return result.Value;
    }

    /// <summary>The variables of the scope over those of each scope around it.</summary>
    private FeelContext Visible(long scope)
    {
        var element = state.Elements.FirstOrDefault(element => element.Id == scope);
        return element is null or { ParentId: 0 } ? state.Variables : Visible(element.ParentId).With(element.Variables);
    }
}
