namespace DigiSoc.Feel.Syntax;

/// <summary>Cuts a text into tokens; comments and white space are dropped.</summary>
internal ref struct Lexer
{
    private const int CharactersPerToken = 3;
    private const int MostKept = 1_024;

    [ThreadStatic]
    private static Token[]? _spare;

    private readonly ReadOnlySpan<char> _text;
    private Token[] _tokens;
    private int _count;
    private int _at;

    private Lexer(string text, Token[] room)
    {
        _text = text;
        _tokens = room;
    }

    /// <summary>Whether a text is one word in plain letters and nothing else, as most names are.</summary>
    internal static bool IsPlainWord(string text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetter(character) && character != '_')
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    /// <summary>All tokens, closed by two End tokens so that the parser may look one ahead; what follows those means nothing.</summary>
    /// <remarks>Give the array back with <see cref="Return"/> when no token is looked at any more.</remarks>
    /// <exception cref="SyntaxException">A string or comment is not closed, or a character has no meaning.</exception>
    internal static Token[] Read(string text)
    {
        var most = (text.Length / CharactersPerToken) + 2;
        var room = _spare;
        _spare = null;
        var lexer = new Lexer(text, room is not null && room.Length >= most ? room : new Token[most]);
        while (lexer.SkipSpace())
        {
            lexer.ReadToken();
        }

        lexer.Add(text.Length, TokenKind.End);
        lexer.Add(text.Length, TokenKind.End);
        return lexer._tokens;
    }

    /// <summary>Lets the thread's next text use the array.</summary>
    internal static void Return(Token[] tokens) => _spare = tokens.Length <= MostKept ? tokens : _spare;

    private bool SkipSpace()
    {
        while (_at < _text.Length)
        {
            var next = _text[_at];
            if (next == ' ' || Characters.IsSpace(next))
            {
                _at++;
            }
            else if (next != '/' || !SkipComment())
            {
                return true;
            }
        }

        return false;
    }

    private bool SkipComment()
    {
        var rest = _text[_at..];
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var line = rest.IndexOfAny('\n', '\r');
            _at = line < 0 ? _text.Length : _at + line;
            return true;
        }

        if (!rest.StartsWith("/*", StringComparison.Ordinal))
        {
            return false;
        }

        var close = rest[2..].IndexOf("*/", StringComparison.Ordinal);
        _at = close >= 0 ? _at + close + 4 : throw SyntaxErrors.Unclosed("comment", "*/", _at);
        return true;
    }

    private void ReadToken()
    {
        var start = _at;
        var first = _text[start];
        if (char.IsAsciiLetter(first))
        {
            ReadWord(1);
        }
        else if (char.IsAsciiDigit(first) || (first == '.' && StartsFraction()))
        {
            ReadNumber();
            Add(start, TokenKind.Number);
        }
        else if (first == '"')
        {
            _at = StringLiteral.EndOf(_text, start);
            _at = _at > 0 ? _at : throw SyntaxErrors.Unclosed("string", "\"", start);
            Add(start, TokenKind.String);
        }
        else if (Characters.StartsName(Characters.PointAt(_text, start, out var units)))
        {
            ReadWord(units);
        }
        else
        {
            ReadSymbol(units);
        }
    }

    /// <summary>Adds a token that ends here.</summary>
    private void Add(int start, TokenKind kind, Sign sign = Sign.None)
    {
        if (_count == _tokens.Length)
        {
            Array.Resize(ref _tokens, 2 * _count);
        }

        _tokens[_count++] = new Token(start, _at, kind, sign);
    }

    private void ReadWord(int units)
    {
        var start = _at;
        _at += units;
        while (_at < _text.Length && ContinuesName(out units))
        {
            _at += units;
        }

        Add(start, TokenKind.Word, Signs.OfWord(_text[start.._at]));
    }

    private readonly bool ContinuesName(out int units)
    {
        units = 1;
        return char.IsAsciiLetterOrDigit(_text[_at]) || Characters.ContinuesName(Characters.PointAt(_text, _at, out units));
    }

    /// <summary>A point begins a number when a digit follows and nothing stands before it that could have a member.</summary>
    private readonly bool StartsFraction() =>
        _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1])
        && (_count == 0
            || _tokens[_count - 1] is { Kind: TokenKind.Symbol, Sign: not (Sign.Close or Sign.CloseList or Sign.CloseContext) });

    private void ReadNumber()
    {
        SkipDigits();
        if (_at + 1 < _text.Length && _text[_at] == '.' && char.IsAsciiDigit(_text[_at + 1]))
        {
            _at++;
            SkipDigits();
        }

        SkipExponent();
    }

    private void SkipDigits()
    {
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }
    }

    private void SkipExponent()
    {
        var at = _at;
        if (at >= _text.Length || _text[at] is not ('e' or 'E'))
        {
            return;
        }

        at += at + 1 < _text.Length && _text[at + 1] is '+' or '-' ? 2 : 1;
        if (at < _text.Length && char.IsAsciiDigit(_text[at]))
        {
            _at = at;
            SkipDigits();
        }
    }

    private void ReadSymbol(int units)
    {
        var start = _at;
        var sign = Signs.OfSymbol(_text[start], start + 1 < _text.Length ? _text[start + 1] : '\0');
        if (sign == Sign.None)
        {
            throw SyntaxErrors.UnknownCharacter(_text.Slice(start, units).ToString(), start);
        }

        _at += Signs.Text(sign).Length;
        Add(start, TokenKind.Symbol, sign);
    }
}
