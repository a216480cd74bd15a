using System.Globalization;
using System.Text;

namespace DigiSoc.Feel.Syntax;

/// <summary>Cuts a text into tokens; comments and white space are dropped.</summary>
internal sealed class Lexer
{
    private const int CharactersPerToken = 3;

    private readonly string _text;
    private Token[] _tokens;
    private int _count;
    private int _at;

    private Lexer(string text)
    {
        _text = text;
        _tokens = new Token[(text.Length / CharactersPerToken) + 2];
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

    /// <summary>All tokens, closed by an End token; what follows that are End tokens too.</summary>
    /// <exception cref="SyntaxException">A string or comment is not closed, or a character has no meaning.</exception>
    internal static Token[] Read(string text)
    {
        var lexer = new Lexer(text);
        while (lexer.SkipSpace())
        {
            lexer.ReadToken();
        }

        lexer.Add(new Token(TokenKind.End, "", text.Length, text.Length));
        return lexer._tokens;
    }

    private bool SkipSpace()
    {
        while (_at < _text.Length)
        {
            if (Characters.IsSpace(_text[_at]))
            {
                _at++;
            }
            else if (Sees("//"))
            {
                SkipLine();
            }
            else if (Sees("/*"))
            {
                var close = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                _at = close >= 0 ? close + 2 : throw SyntaxErrors.Unclosed("comment", "*/", _at);
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void SkipLine()
    {
        while (_at < _text.Length && _text[_at] is not ('\n' or '\r'))
        {
            _at++;
        }
    }

    private bool Sees(string symbol) => string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) == 0;

    private void ReadToken()
    {
        var units = 1;
        var point = char.IsAscii(_text[_at]) ? _text[_at] : Characters.PointAt(_text, _at, out units);
        if (point == '"')
        {
            ReadString();
        }
        else if (Characters.StartsName(point))
        {
            ReadWord(units);
        }
        else if (char.IsAsciiDigit(_text[_at]) || (point == '.' && StartsFraction()))
        {
            ReadNumber();
        }
        else
        {
            ReadSymbol(units);
        }
    }

    private void Add(Token token)
    {
        if (_count == _tokens.Length)
        {
            Array.Resize(ref _tokens, 2 * _count);
        }

        _tokens[_count++] = token;
    }

    private void ReadWord(int units)
    {
        var start = _at;
        _at += units;
        while (_at < _text.Length && ContinuesName(out units))
        {
            _at += units;
        }

        var word = _text.AsSpan(start, _at - start);
        var reserved = Parsing.Words.Find(word);
        Add(new Token(TokenKind.Word, reserved ?? word.ToString(), start, _at, reserved is not null));
    }

    private bool ContinuesName(out int units)
    {
        units = 1;
        return char.IsAsciiLetterOrDigit(_text[_at]) || Characters.ContinuesName(Characters.PointAt(_text, _at, out units));
    }

    /// <summary>A point begins a number when a digit follows and nothing stands before it that could have a member.</summary>
    private bool StartsFraction() =>
        _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1])
        && (_count == 0 || _tokens[_count - 1] is { Kind: TokenKind.Symbol, Text: not (")" or "]" or "}") });

    private void ReadNumber()
    {
        var start = _at;
        SkipDigits();
        if (_at + 1 < _text.Length && _text[_at] == '.' && char.IsAsciiDigit(_text[_at + 1]))
        {
            _at++;
            SkipDigits();
        }

        SkipExponent();
        Add(new Token(TokenKind.Number, _text[start.._at], start, _at));
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
        var symbol = Symbols.At(_text, _at)
            ?? throw SyntaxErrors.UnknownCharacter(_text.Substring(_at, units), _at);
        Add(new Token(TokenKind.Symbol, symbol, _at, _at + symbol.Length));
        _at += symbol.Length;
    }

    private void ReadString()
    {
        var start = _at++;
        var plain = _text.AsSpan(_at).IndexOfAny('"', '\\');
        if (plain >= 0 && _text[_at + plain] == '"')
        {
            Add(new Token(TokenKind.String, _text.Substring(_at, plain), start, _at + plain + 1));
            _at += plain + 1;
            return;
        }

        var value = new StringBuilder();
        while (true)
        {
            if (_at >= _text.Length)
            {
                throw SyntaxErrors.Unclosed("string", "\"", start);
            }

            var next = _text[_at++];
            if (next == '"')
            {
                break;
            }

            if (next == '\\')
            {
                ReadEscape(value);
            }
            else
            {
                value.Append(next);
            }
        }

        Add(new Token(TokenKind.String, value.ToString(), start, _at));
    }

    /// <summary>A backslash before any other character stands for itself, as in <c>"\d+"</c>.</summary>
    private void ReadEscape(StringBuilder value)
    {
        var escape = _at < _text.Length ? _text[_at] : '\0';
        _at++;
        switch (escape)
        {
            case 'n': value.Append('\n'); break;
            case 't': value.Append('\t'); break;
            case 'r': value.Append('\r'); break;
            case '"' or '\'' or '\\': value.Append(escape); break;
            case 'u' when TryHex(4, out var point): value.Append((char)point); break;
            case 'U' when TryHex(6, out var point) && Rune.IsValid(point): value.Append(new Rune(point).ToString()); break;
            default: value.Append('\\'); _at--; break;
        }
    }

    private bool TryHex(int digits, out int point)
    {
        point = 0;
        var fits = _at + digits <= _text.Length
            && int.TryParse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out point);
        _at += fits ? digits : 0;
        return fits;
    }
}
