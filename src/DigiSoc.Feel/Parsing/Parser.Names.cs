using System.Text;
using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Parsing;

/// <content>Names: the longest name in scope that the tokens spell; else the words up to the next operator.</content>
internal sealed partial class Parser
{
    private Node Name(Binding? binding, Scope? where)
    {
        var start = _at;
        var length = binding is null ? UndeclaredLength(_at) : Extended(binding, binding.Parts.Length);
        if (binding is not null && binding.Parts.Length != length)
        {
            binding = null;
        }

        var name = binding?.Name ?? NameOf(_at, _at + length);
        _at += length;
        var span = SpanFrom(_tokens[start].Start);
        var filters = FiltersWithin(name == "item" ? where?.Outer : where);

        // What is only known as an entry of something in this text says nothing of a variable.
        var plain = Reference(name, where is null ? null : binding, span, isCertain: filters.Length == 0);
        return filters.Length == 0 ? plain : new FilterNameNode(name, filters, plain) { Span = span };
    }

    /// <summary>The items whose entries hide a name that is declared in a scope around them, from the innermost.</summary>
    private FilterItem[] FiltersWithin(Scope? declared)
    {
        List<FilterItem>? items = null;
        for (var scope = _scope; scope is not null && scope != declared; scope = scope.Outer)
        {
            if (scope.Filter is { } item)
            {
                (items ??= []).Add(item);
            }
        }

        return items is null ? [] : [.. items];
    }

    private Node Reference(string name, Binding? binding, FeelSpan span, bool isCertain)
    {
        var builtIn = binding is null ? Functions.Catalogue.Find(name) : binding.BuiltIn;
        if (binding is { Slot: >= 0 })
        {
            (_usedSlots ??= []).Add(binding.Slot);
            return new LocalNode(binding.Slot, binding.Type, builtIn) { Span = span };
        }

        var isVariable = binding is not { IsFunction: true };
        var mayBeVariable = builtIn is null || (isVariable && binding is not null);
        return new FreeNode(name, builtIn, isVariable ? binding?.Type ?? FeelType.Any : FeelType.Any)
        {
            Span = span,

            IsDeclared = binding is not null,

            // A name that is no call may be a variable even where a built-in function has it too.
            IsVariable = mayBeVariable || Current.Sign != Sign.Open,
            IsCertain = mayBeVariable && isCertain,
        };
    }

    /// <summary>The longest binding at this place; of equally long ones the innermost. Entries named in a filter count too.</summary>
    private (Binding? Binding, Scope? Where) Resolve()
    {
        Binding? best = null;
        Scope? where = null;
        var inFilter = false;
        for (var scope = _scope; scope is not null; scope = scope.Outer)
        {
            inFilter |= scope.Filter is not null;
            var candidate = scope.Longest(_text, _tokens, _at);
            if (candidate is not null && candidate.Parts.Length > (best?.Parts.Length ?? 0))
            {
                (best, where) = (candidate, scope);
            }
        }

        return inFilter && LongestSeenMember() is { } member && member.Parts.Length > (best?.Parts.Length ?? 0)
            ? (member, null)
            : (best, where);
    }

    /// <summary>A declared name followed by a word is part of a longer, undeclared one: it is looked up as a whole.</summary>
    private int Extended(Binding binding, int length) =>
        _tokens[_at + length].IsPlainWord && binding.Parts.All(part => Characters.StartsName(part[0]))
            ? UndeclaredLength(_at)
            : length;

    private int UndeclaredLength(int at)
    {
        var end = at + 1;
        while (_tokens[end].IsPlainWord)
        {
            end++;
        }

        return end - at;
    }

    /// <summary>The token after the words, numbers and joining symbols at a place.</summary>
    private int EndOfName(int at, Sign joiningToo = Sign.None, int most = int.MaxValue)
    {
        var end = at;
        while (end - at < most && (_tokens[end].Kind is TokenKind.Word or TokenKind.Number
            || (end > at && _tokens[end].Kind == TokenKind.Symbol
                && (Signs.JoinsName(_tokens[end].Sign) || _tokens[end].Sign == joiningToo))))
        {
            end++;
        }

        return end;
    }

    /// <summary>The text of tokens as a name: white space between them is one space, none stays none.</summary>
    private string NameOf(int from, int to)
    {
        if (to == from + 1)
        {
            return _tokens[from].In(_text).ToString();
        }

        var name = new StringBuilder().Append(_tokens[from].In(_text));
        for (var i = from + 1; i < to; i++)
        {
            name.Append(_tokens[i].Start > _tokens[i - 1].End ? " " : "").Append(_tokens[i].In(_text));
        }

        return name.ToString();
    }

    /// <summary>After a point: an entry of the known type, an entry seen in this text, or plain words.</summary>
    private string MemberName(Node owner)
    {
        if (Current.Kind != TokenKind.Word)
        {
            throw Unexpected("a name after '.'");
        }

        var declared = owner.StaticType.MemberScope?.Longest(_text, _tokens, _at) ?? LongestSeenMember();
        if (declared is not null && !_tokens[_at + declared.Parts.Length].IsPlainWord)
        {
            _at += declared.Parts.Length;
            return declared.Name;
        }

        var length = UndeclaredLength(_at);
        _at += length;
        return NameOf(_at - length, _at);
    }

    /// <summary>The longest name of an entry that the text itself or a known type has.</summary>
    private Binding? LongestSeenMember()
    {
        Binding? longest = null;
        for (var scope = _members; scope is not null; scope = scope.Outer)
        {
            var found = scope.Longest(_text, _tokens, _at);
            longest = found?.Parts.Length > (longest?.Parts.Length ?? 0) ? found : longest;
        }

        return longest;
    }
}
