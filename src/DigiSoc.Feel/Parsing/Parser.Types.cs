using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Parsing;

/// <content>Types after <c>instance of</c> and in function signatures.</content>
internal sealed partial class Parser
{
    /// <summary>Words and signs of an unknown type that are told.</summary>
    private const int MostWordsTold = 100;

    private FeelType Type()
    {
        Enter();
        var type = _tokens[_at + 1].Sign != Sign.Less ? NamedType() : Current.In(_text) switch
        {
            "list" => Generic(FeelType.ListOf),
            "range" => Generic(FeelType.RangeOf),
            "context" => ContextType(),
            "function" => FunctionType(),
            _ => NamedType(),
        };
        Leave();
        return type;
    }

    private FeelType Generic(Func<FeelType, FeelType> make)
    {
        _at += 2;
        var inner = Type();
        Expect(Sign.Greater);
        return make(inner);
    }

    private FeelType ContextType()
    {
        _at += 2;
        var entries = new Dictionary<string, FeelType>(StringComparer.Ordinal);
        for (var more = Current.Sign != Sign.Greater; more; more = TryTake(Sign.Comma))
        {
            var name = NewName(Sign.Colon);
            Expect(Sign.Colon);
            entries[name] = Type();
        }

        Expect(Sign.Greater);
        return FeelType.ContextOf(entries);
    }

    private FeelType FunctionType()
    {
        _at += 2;
        var parameters = new List<FeelType>();
        for (var more = Current.Sign is not (Sign.Greater or Sign.Arrow); more; more = TryTake(Sign.Comma))
        {
            parameters.Add(Type());
        }

        Expect(Sign.Greater);
        Expect(Sign.Arrow);
        return FeelType.FunctionOf(parameters, Type());
    }

    /// <summary>The longest run of words that names a type of the model or a built-in one.</summary>
    private FeelType NamedType()
    {
        for (var to = EndOfTypeName(); to > _at; to--)
        {
            var name = NameOf(_at, to);
            if (_known.NamedTypes.TryGetValue(name, out var type) || (type = FeelType.BuiltIn(name)) is not null)
            {
                _at = to;
                return type;
            }
        }

        var end = EndOfName(_at, most: MostWordsTold);
        throw end == _at
            ? Unexpected("a type")
            : SyntaxErrors.UnknownType(NameOf(_at, end), Current.Start);
    }

    /// <summary>As far as any name of a type reaches; each type of a long text would else be sought to the text's end.</summary>
    private int EndOfTypeName()
    {
        var left = _known.LongestTypeName;
        var most = EndOfName(_at, most: left);
        var end = _at;
        while (end < most && (left -= _tokens[end].In(_text).Length) >= 0)
        {
            end++;
        }

        return end;
    }
}
