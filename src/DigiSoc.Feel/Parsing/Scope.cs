using System.Diagnostics.CodeAnalysis;
using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Parsing;

/// <summary>A name in scope, cut into the tokens that it shows up as in a text.</summary>
/// <param name="Name">The whole name.</param>
/// <param name="Parts">Its tokens' texts: <c>Monthly-Salary</c> is Monthly, -, Salary. None for a key that cannot be written as a name.</param>
/// <param name="Slot">Where its value is at run time; −1 for variables from outside and built-in functions.</param>
/// <param name="Type">Any when not known.</param>
internal sealed record Binding(string Name, string[] Parts, int Slot, FeelType Type)
{
    /// <summary>The built-in function of that name: the one bound, or one that the variable hides.</summary>
    internal FeelFunction? BuiltIn { get; private init; }

    /// <summary>Whether it stands for the built-in function.</summary>
    internal bool IsFunction { get; private init; }

    internal static Binding Of(string name, int slot, FeelType? type = null) =>
        new(name, Cut(name), slot, type ?? FeelType.Any) { BuiltIn = Functions.Catalogue.Find(name) };

    internal static Binding Of(FeelFunction function) =>
        new(function.Name, Cut(function.Name), -1, FeelType.AnyFunction) { BuiltIn = function, IsFunction = true };

    private static string[] Cut(string name)
    {
        if (Lexer.IsPlainWord(name))
        {
            return [name];
        }

        try
        {
            var tokens = Lexer.Read(name);
            string[] parts = [.. tokens.TakeWhile(token => token.Kind != TokenKind.End).Select(token => name[token.Start..token.End])];
            Lexer.Return(tokens);
            return parts;
        }
        catch (SyntaxException)
        {
            // Such a name (for example "foo!") can be an entry's key but never be written as a name.
            return [];
        }
    }
}

/// <summary>The names that one construct brings into scope, inside those of its surroundings.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Branch _root = new();

    internal Scope? Outer { get; } = outer;

    /// <summary>A scope that is complete, and may be shared by texts.</summary>
    internal static Scope Of(Scope? outer, IEnumerable<Binding> bindings)
    {
        var scope = new Scope(outer);
        foreach (var binding in bindings)
        {
            scope.Add(binding);
        }

        return scope;
    }

    /// <summary>For a filter: the item whose entries can be named; else null.</summary>
    internal FilterItem? Filter { get; init; }

    /// <summary>Adds a name; one that is spelled the same takes its place.</summary>
    internal void Add(Binding binding)
    {
        if (binding.Parts.Length == 0)
        {
            return;
        }

        var branch = _root;
        foreach (var part in binding.Parts)
        {
            branch = branch.Grow(part);
        }

        branch.Binding = binding;
    }

    /// <summary>The longest name of this scope alone that the tokens at a place spell.</summary>
    internal Binding? Longest(string text, Token[] tokens, int at)
    {
        Binding? longest = null;
        for (var branch = _root; branch.HasNext && tokens[at].Kind is not (TokenKind.String or TokenKind.End); at++)
        {
            if (!branch.TryNext(tokens[at].In(text), out branch))
            {
                break;
            }

            longest = branch.Binding ?? longest;
        }

        return longest;
    }

    /// <summary>A point in the tree of token texts; a name ends where there is a binding.</summary>
    private sealed class Branch
    {
        private Dictionary<string, Branch>? _next;
        private Dictionary<string, Branch>.AlternateLookup<ReadOnlySpan<char>> _spelled;

        internal Binding? Binding { get; set; }

        internal bool HasNext => _next is not null;

        /// <summary>Only where there is one; see <see cref="HasNext"/>.</summary>
        internal bool TryNext(ReadOnlySpan<char> part, [MaybeNullWhen(false)] out Branch next) =>
            _spelled.TryGetValue(part, out next);

        internal Branch Grow(string part)
        {
            if (_next is null)
            {
                _next = new Dictionary<string, Branch>(StringComparer.Ordinal);
                _spelled = _next.GetAlternateLookup<ReadOnlySpan<char>>();
            }

            if (!_next.TryGetValue(part, out var branch))
            {
                _next.Add(part, branch = new Branch());
            }

            return branch;
        }
    }
}
