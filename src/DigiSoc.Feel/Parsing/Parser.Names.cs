using System.Text;
using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Parsing;

/// <content>Names: the longest name in scope that the tokens spell; else the words up to the next operator.</content>
internal sealed partial class Parser
{
    private Node Name()
    {
        var start = _at;
        var filters = new List<int>();
        var (binding, innermost) = Resolve();
        var length = Math.Max(binding?.Parts.Length ?? 0, 0);
        length = length == 0 ? UndeclaredLength(_at) : Extended(binding!, length);
        var name = binding is not null && binding.Parts.Length == length ? binding.Name : NameOf(_at, _at + length);
        binding = binding is not null && binding.Name == name ? binding : null;
        for (var scope = _scope; scope is not null; scope = scope.Outer)
        {
            if (scope == innermost && name != "item")
            {
                break;
            }

            if (scope.FilterSlot >= 0)
            {
                filters.Add(scope.FilterSlot);
            }

            if (scope == innermost)
            {
                break;
            }
        }

        _at += length;
        var span = SpanFrom(_tokens[start].Start);
        var plain = Reference(name, binding, span);
        if (filters.Count == 0 && _freeNames.Contains(name) && !_certainNames.Contains(name))
        {
            _certainNames.Add(name);
        }

        return filters.Count == 0 ? plain : new FilterNameNode(name, [.. filters], plain) { Span = span };
    }

    private Node Reference(string name, Binding? binding, FeelSpan span)
    {
        if (binding is { Slot: >= 0 })
        {
            _usedSlots.Add(binding.Slot);
            return new LocalNode(binding.Slot, binding.Type) { Span = span };
        }

        var builtIn = Functions.Catalogue.Find(name);
        if (!_freeNames.Contains(name) && (builtIn is null || _known.Types.ContainsKey(name)))
        {
            _freeNames.Add(name);
        }

        return new FreeNode(name, builtIn, binding?.Type ?? FeelType.Any) { Span = span };
    }

    /// <summary>The longest binding at this place; of equally long ones the innermost. Entries named in a filter count too.</summary>
    private (Binding? Binding, Scope? Where) Resolve()
    {
        Binding? best = null;
        Scope? where = null;
        for (var scope = _scope; scope is not null; scope = scope.Outer)
        {
            var candidate = scope.Longest(_tokens, _at);
            if (candidate is not null && candidate.Parts.Length > (best?.Parts.Length ?? 0))
            {
                (best, where) = (candidate, scope);
            }
        }

        if (_members.Longest(_tokens, _at) is { } member && InFilter && member.Parts.Length > (best?.Parts.Length ?? 0))
        {
            return (member, null);
        }

        return (best, where);
    }

    private bool InFilter
    {
        get
        {
            for (var scope = _scope; scope is not null; scope = scope.Outer)
            {
                if (scope.FilterSlot >= 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>A declared name followed by a word is part of a longer, undeclared one: it is looked up as a whole.</summary>
    private int Extended(Binding binding, int length) =>
        IsPlainWord(_tokens[_at + length]) && binding.Parts.All(part => Characters.StartsName(part[0]))
            ? UndeclaredLength(_at)
            : length;

    private int UndeclaredLength(int at)
    {
        var end = at + 1;
        while (IsPlainWord(_tokens[end]))
        {
            end++;
        }

        return end - at;
    }

    private static bool IsPlainWord(Token token) => token.Kind == TokenKind.Word && !Words.IsReserved(token.Text);

    /// <summary>The text of tokens as a name: white space between them is one space, none stays none.</summary>
    private string NameOf(int from, int to)
    {
        if (to == from + 1)
        {
            return _tokens[from].Text;
        }

        var name = new StringBuilder(_tokens[from].Text);
        for (var i = from + 1; i < to; i++)
        {
            name.Append(_tokens[i].Start > _tokens[i - 1].End ? " " : "").Append(_tokens[i].Text);
        }

        return name.ToString();
    }

    /// <summary>After a point: an entry of the known type, an entry seen in this text, or plain words.</summary>
    private string MemberName(Node owner)
    {
        var token = Current;
        if (token.Kind != TokenKind.Word)
        {
            throw SyntaxErrors.Unexpected(token, "a name after '.'");
        }

        var declared = LongestMember(owner.StaticType) ?? _members.Longest(_tokens, _at);
        if (declared is not null && !IsPlainWord(_tokens[_at + declared.Parts.Length]))
        {
            _at += declared.Parts.Length;
            return declared.Name;
        }

        var length = UndeclaredLength(_at);
        _at += length;
        return NameOf(_at - length, _at);
    }

    private Binding? LongestMember(FeelType type)
    {
        var members = new Scope(null);
        foreach (var name in type.Members.Concat(TypeOf.Item(type).Members))
        {
            members.Add(Binding.Of(name, -1));
        }

        return members.Longest(_tokens, _at);
    }
}
