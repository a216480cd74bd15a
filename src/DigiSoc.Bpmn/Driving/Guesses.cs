using System.Globalization;
using System.Text.RegularExpressions;
using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Driving;

/// <summary>Makes up values for variables, by what the model's own expressions compare them with.</summary>
/// <remarks>
/// From <c>income &lt; 377 and status = "single"</c>: 376, 377, 378 for <c>income</c>, "single" and another text for
/// <c>status</c>; for <c>case.kind</c> a context. Besides, a value of each usual type.
/// </remarks>
internal sealed partial class Guesses
{
    private const int Tries = 40;

    private static readonly FeelValue[] Usual =
    [
        FeelValue.Of(true), FeelValue.Of(false), FeelValue.Of(0), FeelValue.Of(1), FeelValue.Of(10), FeelValue.Of(1000), FeelValue.Of("a"),
        FeelValue.Of("PT1H"), FeelValue.Of("R2/PT1H"), FeelValue.Of("2026-02-01T10:00:00Z"),
        FeelValue.Of(FeelList.Of(FeelValue.Of(1), FeelValue.Of(2))), FeelValue.Of(FeelList.Of(FeelValue.Of("a"))),
        FeelValue.Of(FeelDate.Of(new DateOnly(2026, 2, 1))),
    ];

    private readonly ProcessModel _model;
    private readonly string[] _deciding;
    private readonly Dictionary<string, Expression> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Clues> _clues = new(StringComparer.Ordinal);

    public Guesses(ProcessModel model)
    {
        _model = model;
        HashSet<string> computed = [.. model.Nodes.SelectMany(Computed)];
        foreach (Expression expression in Needs.Deciding(model))
        {
            foreach (string name in expression.Names)
            {
                if (!computed.Contains(name))
                {
                    _byName.TryAdd(name, expression);
                }
            }
        }

        _deciding = [.. _byName.Keys];
    }

    /// <summary>What somebody who finishes a task may well answer: values for some of the variables that decide the way.</summary>
    public FeelContext Answer(Chance chance)
    {
        FeelContext answer = FeelContext.Empty;
        foreach (string name in _deciding)
        {
            if (!chance.OneIn(4))
            {
                answer = answer.With(name, Draw(_byName[name], name, chance));
            }
        }

        return answer;
    }

    /// <summary>Variables with which all the expressions get values that are accepted; null: none were found.</summary>
    public FeelContext? Find(IReadOnlyList<Need> needs, FeelContext visible, DateTimeOffset now, Chance chance)
    {
        FeelEnvironment environment = FeelSurroundings.At(now, _model);
        for (int i = 0; i < Tries; i++)
        {
            FeelContext made = FeelContext.Empty;
            HashSet<string> fixedPaths = new(StringComparer.Ordinal);
            if (needs.All(need => TryMake(need, visible, environment, chance, fixedPaths, ref made)))
            {
                return made;
            }
        }

        return null;
    }

    /// <summary>Draws what one expression reads, again and again, until its value is accepted; what an earlier one settled stays.</summary>
    private bool TryMake(Need need, FeelContext visible, FeelEnvironment environment, Chance chance, HashSet<string> fixedPaths, ref FeelContext made)
    {
        Clues clues = CluesOf(need.Expression);
        string[][] paths = [.. need.Expression.Names.SelectMany(clues.PathsOf)];
        for (int i = 0; i < Tries; i++)
        {
            FeelContext drawn = made;
            foreach (string[] path in paths)
            {
                // Now and then a variable keeps the value it has.
                if (!fixedPaths.Contains(string.Join('.', path)) && !(visible.ContainsKey(path[0]) && chance.OneIn(4)))
                {
                    FeelContext from = drawn.ContainsKey(path[0]) ? drawn : drawn.With(path[0], visible.TryGet(path[0], out FeelValue present) ? present : FeelValue.Null);
                    drawn = With(from, path, 0, clues.Draw(chance));
                }
            }

            if (need.Accepts(need.Expression.Feel.Evaluate(visible.With(drawn), environment).Value))
            {
                made = drawn;
                fixedPaths.UnionWith(paths.Select(path => string.Join('.', path)));
                return true;
            }
        }

        return false;
    }

    private FeelValue Draw(Expression expression, string name, Chance chance)
    {
        Clues clues = CluesOf(expression);
        FeelContext made = FeelContext.Empty;
        foreach (string[] path in clues.PathsOf(name))
        {
            made = With(made, path, 0, clues.Draw(chance));
        }

        return made[name];
    }

    private Clues CluesOf(Expression expression)
    {
        if (!_clues.TryGetValue(expression.Text, out Clues? clues))
        {
            _clues[expression.Text] = clues = new Clues(expression.Text);
        }

        return clues;
    }

    private static FeelContext With(FeelContext context, string[] path, int at, in FeelValue value)
    {
        if (at == path.Length - 1)
        {
            return context.With(path[at], value);
        }

        FeelContext inner = context.TryGet(path[at], out FeelValue present) && present.Kind == FeelKind.Context ? present.AsContext() : FeelContext.Empty;
        return context.With(path[at], FeelValue.Of(With(inner, path, at + 1, value)));
    }

    /// <summary>Variables that the model itself computes; answers leave them alone.</summary>
    private static IEnumerable<string> Computed(FlowNode node) =>
    [
        .. node.Outputs.Select(each => each.Target[0]),
        .. node.Inputs.Select(each => each.Target[0]),
        .. node.Task is ScriptSpec script ? [script.ResultVariable] : node.Task is DecisionSpec decision ? [decision.ResultVariable] : (string[])[],
        .. node.Loop is null ? (string[])[]
            : ["numberOfInstances", "numberOfActiveInstances", "numberOfCompletedInstances", "numberOfTerminatedInstances", "loopCounter", node.Loop.InputElement ?? ""],
    ];

    /// <summary>What an expression's text tells of its variables.</summary>
    private sealed class Clues
    {
        private readonly string[][] _paths;
        private readonly FeelValue[] _values;

        public Clues(string text)
        {
            string bare = Quoted().Replace(text, "\"\"");
            _paths = [.. Path().Matches(bare).Select(match => match.Value.Split('.')).Where(path => path.Length > 1)];
            List<FeelValue> values = [];
            foreach (Match match in Quoted().Matches(text))
            {
                values.Add(FeelValue.Of(match.Groups[1].Value));
                values.Add(FeelValue.Of(match.Groups[1].Value + "?"));
            }

            foreach (Match match in Number().Matches(bare))
            {
                if (int.TryParse(match.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < int.MaxValue)
                {
                    values.AddRange([FeelValue.Of(number - 1), FeelValue.Of(number), FeelValue.Of(number + 1)]);
                }
            }

            _values = [.. values];
        }

        /// <summary>The paths that begin with a variable; itself when there is none.</summary>
        public string[][] PathsOf(string name) => Array.FindAll(_paths, path => path[0] == name) is { Length: > 0 } found ? found : [[name]];

        public FeelValue Draw(Chance chance) => _values.Length > 0 && !chance.OneIn(3) ? chance.Pick(_values) : chance.Pick(Usual);
    }

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*")]
    private static partial Regex Path();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_.])\d+")]
    private static partial Regex Number();
}
