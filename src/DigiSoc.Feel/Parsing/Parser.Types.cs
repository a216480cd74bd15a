using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Parsing;

/// <content>Types after <c>instance of</c> and in function signatures.</content>
internal sealed partial class Parser
{
    private FeelType Type()
    {
        Enter();
        var type = Current.Text switch
        {
            "list" when _tokens[_at + 1].Is("<") => Generic(FeelType.ListOf),
            "range" when _tokens[_at + 1].Is("<") => Generic(FeelType.RangeOf),
            "context" when _tokens[_at + 1].Is("<") => ContextType(),
            "function" when _tokens[_at + 1].Is("<") => FunctionType(),
            _ => NamedType(),
        };
        Leave();
        return type;
    }

    private FeelType Generic(Func<FeelType, FeelType> make)
    {
        _at += 2;
        var inner = Type();
        Expect(">");
        return make(inner);
    }

    private FeelType ContextType()
    {
        _at += 2;
        var entries = new Dictionary<string, FeelType>(StringComparer.Ordinal);
        while (!Current.Is(">"))
        {
            var name = NewName(":");
            Expect(":");
            entries[name] = Type();
            if (!TryTake(","))
            {
                break;
            }
        }

        Expect(">");
        return FeelType.ContextOf(entries);
    }

    private FeelType FunctionType()
    {
        _at += 2;
        var parameters = new List<FeelType>();
        while (!Current.Is(">") && !Current.Is("->"))
        {
            parameters.Add(Type());
            if (!TryTake(","))
            {
                break;
            }
        }

        Expect(">");
        Expect("->");
        return FeelType.FunctionOf(parameters, Type());
    }

    /// <summary>The longest run of words that names a type of the model or a built-in one.</summary>
    private FeelType NamedType()
    {
        var end = _at;
        while (_tokens[end].Kind is TokenKind.Word or TokenKind.Number
            || (end > _at && _tokens[end].Kind == TokenKind.Symbol && _tokens[end].Text is "." or "-" or "/" or "’" or "'" or "+" or "*"))
        {
            end++;
        }

        for (var to = end; to > _at; to--)
        {
            var name = NameOf(_at, to);
            if (_known.NamedTypes.TryGetValue(name, out var type) || (type = FeelType.BuiltIn(name)) is not null)
            {
                _at = to;
                return type;
            }
        }

        throw end == _at
            ? SyntaxErrors.Unexpected(Current, "a type")
            : SyntaxErrors.UnknownType(NameOf(_at, end), Current.Start);
    }
}
