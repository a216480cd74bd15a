using System.Diagnostics.CodeAnalysis;
using DigiSoc.Bpmn.Compiling;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>Variables: what an element sees, and where what it brings is written.</summary>
internal sealed partial class Step
{
    private bool _conditionsChanged;

    /// <summary>Every variable an element sees; inner scopes hide outer ones.</summary>
    public FeelContext Visible(ElementInstance element)
    {
        FeelContext visible = element.Variables;
        for (ElementInstance at = element; at.ParentId != 0;)
        {
            at = ScopeOf(at);
            visible = visible.Count == 0 ? at.Variables : at.Variables.Count == 0 ? visible : at.Variables.With(visible);
        }

        return visible;
    }

    /// <summary>The value of an expression as an element sees it.</summary>
    public FeelResult Evaluate(Expression expression, ElementInstance element) =>
        expression.Feel.Evaluate(Needed(expression, element), Environment);

    /// <summary>Evaluates to true or false; null, or anything else, raises an incident and gives false.</summary>
    public bool TryCondition(ElementInstance element, string purpose, Expression condition, out bool isTrue)
    {
        FeelResult result = Evaluate(condition, element);
        if (result.Value.Kind == FeelKind.Boolean)
        {
            isTrue = result.Value.AsBoolean();
            return true;
        }

        isTrue = false;
        RaiseIncident(element, BpmnErrors.NotBoolean(element.Node, purpose, condition.Text, result, Names(element)));
        return false;
    }

    /// <summary>The text of a name, type or key: of a text, number, date, time or duration; anything else raises an incident.</summary>
    public bool TryText(
        ElementInstance element,
        FlowNode node,
        ValueSource source,
        string purpose,
        [NotNullWhen(true)] out string? text)
    {
        if (source.Expression is null)
        {
            text = source.Literal;
            return true;
        }

        FeelResult result = Evaluate(source.Expression, element);
        text = result.Value.Kind switch
        {
            FeelKind.String => result.Value.AsString(),
            FeelKind.Number => result.Value.AsNumber().ToString(),
            FeelKind.Null or FeelKind.Boolean or FeelKind.List or FeelKind.Context or FeelKind.Range or FeelKind.Function => null,
            _ => Plain(result.Value),
        };
        if (text is null)
        {
            RaiseIncidentOf(node, element, BpmnErrors.NotText(node, purpose, source.Expression.Text, result, Names(element)));
        }

        return text is not null;
    }

    /// <summary>A value that may be absent: null without an incident.</summary>
    public FeelValue ValueOf(ElementInstance element, ValueSource? source)
    {
        if (source is null)
        {
            return FeelValue.Null;
        }

        return source.Expression is null
            ? FeelValue.Of(source.Literal)
            : Evaluate(source.Expression, element).Value;
    }

    /// <summary>Sets variables of one scope.</summary>
    public void SetLocal(ElementInstance scope, FeelContext variables)
    {
        scope.Variables = scope.Variables.Count == 0 ? variables : scope.Variables.With(variables);
        _conditionsChanged = true;
        Record(new VariablesSet(scope.ElementId, scope.Id, variables, scope.Node.Norms));
    }

    public void SetLocal(ElementInstance scope, string name, in FeelValue value) =>
        SetLocal(scope, FeelContext.Of((name, value)));

    /// <summary>Sets what a scope tells of itself: nobody brought it, so it is no event of the history.</summary>
    public void Show(ElementInstance scope, string name, in FeelValue value)
    {
        scope.Variables = scope.Variables.With(name, value);
        _conditionsChanged = true;
    }

    /// <summary>Writes each variable where it is known, looking outwards; unknown ones to the process.</summary>
    public void Propagate(ElementInstance from, FeelContext variables)
    {
        FeelContext rest = variables;
        for (ElementInstance scope = from; rest.Count > 0; scope = ScopeOf(scope))
        {
            if (scope.ParentId == 0)
            {
                SetLocal(scope, rest);
                return;
            }

            if (scope.Variables.Count > 0 && Known(scope.Variables, rest) is { Count: > 0 } known)
            {
                SetLocal(scope, known);
                rest = Without(rest, known);
            }
        }
    }

    public void Propagate(ElementInstance from, string name, in FeelValue value) =>
        Propagate(from, FeelContext.Of((name, value)));

    private FeelContext Needed(Expression expression, ElementInstance element)
    {
        if (expression.Names.Length == 0)
        {
            return FeelContext.Empty;
        }

        FeelContext? only = OnlyVariables(element);
        if (only is not null)
        {
            return only;
        }

        FeelContext needed = FeelContext.Empty;
        foreach (string name in expression.Names)
        {
            if (TryFind(element, name, out FeelValue value))
            {
                needed = needed.With(name, value);
            }
        }

        return needed;
    }

    /// <summary>The variables an element sees when a single scope holds them all; null: several do.</summary>
    private FeelContext? OnlyVariables(ElementInstance element)
    {
        FeelContext found = element.Variables;
        for (ElementInstance at = element; at.ParentId != 0;)
        {
            at = ScopeOf(at);
            if (at.Variables.Count > 0)
            {
                if (found.Count > 0)
                {
                    return null;
                }

                found = at.Variables;
            }
        }

        return found;
    }

    private bool TryFind(ElementInstance element, string name, out FeelValue value)
    {
        for (ElementInstance at = element; ; at = ScopeOf(at))
        {
            if (at.Variables.TryGet(name, out value))
            {
                return true;
            }

            if (at.ParentId == 0)
            {
                return false;
            }
        }
    }

    private IEnumerable<string> Names(ElementInstance element) => Visible(element).Keys;

    private static FeelContext Known(FeelContext scope, FeelContext variables)
    {
        FeelContext known = FeelContext.Empty;
        foreach (KeyValuePair<string, FeelValue> variable in variables)
        {
            if (scope.ContainsKey(variable.Key))
            {
                known = known.With(variable.Key, variable.Value);
            }
        }

        return known;
    }

    private static FeelContext Without(FeelContext variables, FeelContext taken)
    {
        FeelContext rest = FeelContext.Empty;
        foreach (KeyValuePair<string, FeelValue> variable in variables)
        {
            if (!taken.ContainsKey(variable.Key))
            {
                rest = rest.With(variable.Key, variable.Value);
            }
        }

        return rest;
    }

    /// <summary>The value as text without FEEL's quotes and at-signs.</summary>
    private static string Plain(in FeelValue value)
    {
        string literal = value.ToString();
        return literal.StartsWith("@\"", StringComparison.Ordinal) ? literal[2..^1] : literal;
    }
}
