using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Parsing;

/// <summary>A name in scope, cut into the tokens that it shows up as in a text.</summary>
/// <param name="Name">The whole name.</param>
/// <param name="Parts">Its tokens' texts: <c>Monthly-Salary</c> is Monthly, -, Salary.</param>
/// <param name="Slot">Where its value is at run time; −1 for variables from outside and built-in functions.</param>
/// <param name="Type">Any when not known.</param>
internal sealed record Binding(string Name, string[] Parts, int Slot, FeelType Type)
{
    internal static Binding Of(string name, int slot, FeelType? type = null) => new(name, Cut(name), slot, type ?? FeelType.Any);

    private static string[] Cut(string name)
    {
        try
        {
            return [.. Lexer.Read(name).Where(token => token.Kind != TokenKind.End).Select(token => token.Text)];
        }
        catch (SyntaxException)
        {
            // Such a name (for example "foo!") can be an entry's key but never be written as a name.
            return [];
        }
    }

    internal bool Matches(List<Token> tokens, int at)
    {
        if (Parts.Length == 0 || at + Parts.Length >= tokens.Count + 1)
        {
            return false;
        }

        for (var i = 0; i < Parts.Length; i++)
        {
            if (tokens[at + i].Kind is TokenKind.String or TokenKind.End || tokens[at + i].Text != Parts[i])
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>The names that one construct brings into scope, inside those of its surroundings.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, List<Binding>> _byFirst = new(StringComparer.Ordinal);

    internal Scope? Outer { get; } = outer;

    /// <summary>For a filter: the slot of the item whose entries can be named; else −1.</summary>
    internal int FilterSlot { get; init; } = -1;

    internal void Add(Binding binding)
    {
        if (binding.Parts.Length == 0)
        {
            return;
        }

        if (!_byFirst.TryGetValue(binding.Parts[0], out var list))
        {
            _byFirst.Add(binding.Parts[0], list = []);
        }

        list.RemoveAll(each => each.Name == binding.Name);
        list.Add(binding);
    }

    /// <summary>The longest name of this scope alone that the tokens at a place spell.</summary>
    internal Binding? Longest(List<Token> tokens, int at)
    {
        Binding? longest = null;
        if (_byFirst.TryGetValue(tokens[at].Text, out var list))
        {
            foreach (var binding in list)
            {
                if (binding.Parts.Length > (longest?.Parts.Length ?? 0) && binding.Matches(tokens, at))
                {
                    longest = binding;
                }
            }
        }

        return longest;
    }

    /// <summary>The binding of an exact name in this scope alone.</summary>
    internal Binding? Named(string name) => _byFirst.Values.SelectMany(each => each).FirstOrDefault(each => each.Name == name);
}
