using System.Globalization;
using System.Text;

namespace DigiSoc.Bpmn.Dialects;

/// <summary>Reads JUEL (<c>${amount &gt; 100 &amp;&amp; approved}</c>), the expressions of Camunda 7, Flowable and Activiti, as FEEL where both mean the same.</summary>
/// <remarks>
/// What differs is visible, never silent: where JUEL makes false of null or a number of a text, FEEL gives null, and the
/// step stops with an incident. Calls of code, and objects that only another engine has (<c>execution</c>, <c>task</c>),
/// have no meaning here and are refused by name. <c>loopCounter</c> counts from 0 there and from 1 here.
/// </remarks>
internal sealed class Juel
{
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["loopCounter"] = "(loopCounter - 1)",
        ["nrOfInstances"] = "numberOfInstances",
        ["nrOfActiveInstances"] = "numberOfActiveInstances",
        ["nrOfCompletedInstances"] = "numberOfCompletedInstances",
    };

    private static readonly string[] Foreign =
    [
        "execution", "task", "delegateTask", "caseExecution", "processInstance", "authenticatedUserId", "currentUser", "environment",
        "processEngineConfiguration", "planItemInstance", "variableContainer", "bpmnError",
    ];

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;

    private Juel(string text) => _text = text;

    /// <summary>True when a text is meant as JUEL.</summary>
    public static bool Is(string text) =>
        text.Contains("${", StringComparison.Ordinal) || text.Contains("#{", StringComparison.Ordinal);

    /// <summary>The FEEL text; null: it has none, and <paramref name="reason"/> says why.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="mayBeText">True where a text with expressions inside, <c>Dear ${name}</c>, makes sense.</param>
    /// <param name="reason">Why there is none.</param>
    public static string? ToFeel(string text, bool mayBeText, out string reason)
    {
        try
        {
            reason = "";
            string trimmed = text.Trim();
            return mayBeText && !IsWhole(trimmed) ? Template(trimmed) : new Juel(Inner(trimmed)).Read();
        }
        catch (FormatException none)
        {
            reason = none.Message;
            return null;
        }
    }

    /// <summary>The FEEL text of a variable named without <c>${…}</c>: some names mean a count of the other engine's own.</summary>
    public static string OfName(string name) => Renamed.GetValueOrDefault(name, name);

    /// <summary>The single name of <c>${name}</c>; null: it is more than a name.</summary>
    public static string? Name(string text)
    {
        string inner = text.Trim();
        bool isWhole = inner is ['$' or '#', '{', .., '}'];
        inner = isWhole ? inner[2..^1].Trim() : "";
        return inner.Length > 0 && inner.All(IsNamePart) ? inner : null;
    }

    private static string Inner(string text) => IsWhole(text) ? text[2..^1] : throw new FormatException("it mixes text and expressions");

    private static bool IsWhole(string text) => text is ['$' or '#', '{', .., '}'] && End(text, 0) == text.Length - 1;

    /// <summary>Where the expression that begins at a place ends; braces in quotes do not count.</summary>
    private static int End(string text, int at)
    {
        char quote = '\0';
        for (int i = at + 2; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? '\0' : quote;
            }
            else if (c == '}')
            {
                return i;
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
        }

        throw new FormatException("an expression in it has no end");
    }

    /// <summary>Text and expressions one after the other; what is null is left out, as JUEL does.</summary>
    private static string Template(string text)
    {
        List<string> parts = [];
        int from = 0;
        for (int at = Next(text, 0); at >= 0; at = Next(text, from))
        {
            Add(text[from..at]);
            from = End(text, at) + 1;
            string value = new Juel(text[(at + 2)..(from - 1)]).Read();
            parts.Add($"(if {value} = null then \"\" else string({value}))");
        }

        Add(text[from..]);
        return string.Join(" + ", parts);

        void Add(string plain)
        {
            if (plain.Length > 0)
            {
                parts.Add(Quoted(plain));
            }
        }
    }

    private static int Next(string text, int from)
    {
        for (int i = from; i + 1 < text.Length; i++)
        {
            if (text[i] is '$' or '#' && text[i + 1] == '{')
            {
                return i;
            }
        }

        return -1;
    }

    private string Read()
    {
        Tokenize();
        string feel = Ternary();
        return _at == _tokens.Count ? feel : throw new FormatException($"`{_tokens[_at].Text}` is not expected there");
    }

    private string Ternary()
    {
        string condition = Binary(0);
        if (!Skip("?"))
        {
            return condition;
        }

        string yes = Ternary();
        Expect(":");
        return $"(if {condition} then {yes} else {Ternary()})";
    }

    /// <summary>Operators from the loosest to the tightest: JUEL's words and signs, and FEEL's.</summary>
    private static readonly Dictionary<string, string>[] Levels =
    [
        new() { ["||"] = "or", ["or"] = "or" },
        new() { ["&&"] = "and", ["and"] = "and" },
        new() { ["=="] = "=", ["eq"] = "=", ["!="] = "!=", ["ne"] = "!=" },
        new() { ["<"] = "<", ["lt"] = "<", [">"] = ">", ["gt"] = ">", ["<="] = "<=", ["le"] = "<=", [">="] = ">=", ["ge"] = ">=" },
        new() { ["+"] = "+", ["-"] = "-" },
        new() { ["*"] = "*", ["/"] = "/", ["div"] = "/", ["%"] = Remainder, ["mod"] = Remainder },
    ];

    private string Binary(int level)
    {
        if (level == Levels.Length)
        {
            return Unary();
        }

        string left = Binary(level + 1);
        bool isOnly = true;
        while (_at < _tokens.Count && !_tokens[_at].IsText && Levels[level].TryGetValue(_tokens[_at].Text, out string? sign))
        {
            _at++;
            string right = Binary(level + 1);
            left = sign == Remainder ? RemainderOf(isOnly ? left : $"({left})", right) : $"{left} {sign} {right}";
            isOnly = false;
        }

        return isOnly ? left : $"({left})";
    }

    private const string Remainder = "%";

    /// <summary>What is left has the sign of the dividend in JUEL, of the divisor in FEEL's <c>modulo</c>.</summary>
    private static string RemainderOf(string left, string right) =>
        $"({left} - {right} * (if {left} / {right} < 0 then ceiling({left} / {right}) else floor({left} / {right})))";

    private string Unary()
    {
        if (Skip("!") || Skip("not"))
        {
            return $"not({Unary()})";
        }

        if (Skip("-"))
        {
            return $"-{Unary()}";
        }

        if (Skip("empty"))
        {
            return Empty(Unary());
        }

        return Postfix(Primary());
    }

    private string Primary()
    {
        Token token = Next();
        if (token.IsText)
        {
            return Quoted(token.Text);
        }

        if (token.Text == "(")
        {
            string inner = Ternary();
            Expect(")");
            return $"({inner})";
        }

        if (char.IsAsciiDigit(token.Text[0]))
        {
            return decimal.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
                ? number.ToString(CultureInfo.InvariantCulture)
                : throw new FormatException($"`{token.Text}` is no number");
        }

        if (token.Text is "true" or "false" or "null")
        {
            return token.Text;
        }

        return IsNamePart(token.Text[0]) ? Variable(token.Text) : throw new FormatException($"`{token.Text}` is not expected there");
    }

    private string Variable(string name)
    {
        if (name == "environment" && Skip(".") && Skip("variables") && Skip("."))
        {
            return Next().Text;
        }

        if (name == "execution" && Skip(".") && (Skip("getVariable") || Skip("getVariableLocal")) && Skip("(") && Next() is { IsText: true } variable && Skip(")"))
        {
            return variable.Text;
        }

        if (Array.IndexOf(Foreign, name) >= 0)
        {
            throw new FormatException($"`{name}` is an object of another engine");
        }

        if (name is "now" && Skip("("))
        {
            Expect(")");
            return "now()";
        }

        if (name is "variables" or "vars" or "var" && Skip(":"))
        {
            return Function(Next().Text);
        }

        if (Peek("("))
        {
            throw new FormatException($"`{name}(…)` calls code of another engine");
        }

        return Renamed.GetValueOrDefault(name, name);
    }

    /// <summary>Flowable's functions on one variable: <c>variables:equals(x, 1)</c>; the name may be quoted.</summary>
    private string Function(string name)
    {
        Expect("(");
        string variable = Next().Text;
        if (!variable.All(IsNamePart))
        {
            throw new FormatException($"`{variable}` is no variable");
        }

        string? second = Skip(",") ? Ternary() : null;
        Expect(")");
        string? sign = name switch
        {
            "equals" or "eq" => "=",
            "notEquals" or "ne" => "!=",
            "lowerThan" or "lessThan" or "lt" => "<",
            "lowerThanOrEquals" or "lessThanOrEquals" or "lte" => "<=",
            "greaterThan" or "gt" => ">",
            "greaterThanOrEquals" or "gte" => ">=",
            _ => null,
        };
        return (name, second, sign) switch
        {
            ("get", null, _) => variable,
            ("getOrDefault", not null, _) => $"(if {variable} = null then {second} else {variable})",
            ("exists" or "exist", null, _) => $"({variable} != null)",
            ("empty" or "isEmpty", null, _) => Empty(variable),
            ("notEmpty" or "isNotEmpty", null, _) => $"not({Empty(variable)})",
            (_, not null, not null) => $"({variable} {sign} {second})",
            _ => throw new FormatException($"`variables:{name}(…)` calls code of another engine"),
        };
    }

    private static string Empty(string value) =>
        $"(if {value} = null then true else if {value} instance of string then string length({value}) = 0 else count({value}) = 0)";

    private string Postfix(string value)
    {
        while (true)
        {
            if (Skip("."))
            {
                value = Member(value, Next().Text);
            }
            else if (Skip("["))
            {
                value = Indexed(value, Next());
                Expect("]");
            }
            else
            {
                return value;
            }
        }
    }

    private string Member(string value, string name)
    {
        if (!Skip("("))
        {
            return $"{value}.{name}";
        }

        if (Skip(")"))
        {
            return name switch
            {
                "size" => $"count({value})",
                "length" => $"string length({value})",
                "isEmpty" => Empty(value),
                "toString" => $"string({value})",
                "toUpperCase" => $"upper case({value})",
                "toLowerCase" => $"lower case({value})",
                _ => throw CallsCode(name),
            };
        }

        if (name is not ("equals" or "contains" or "startsWith" or "endsWith"))
        {
            throw CallsCode(name);
        }

        string other = Ternary();
        Expect(")");
        return name switch
        {
            "equals" => $"({value} = {other})",
            "contains" => $"(if {value} instance of string then contains({value}, {other}) else list contains({value}, {other}))",
            _ => $"{(name == "startsWith" ? "starts with" : "ends with")}({value}, {other})",
        };
    }

    private static FormatException CallsCode(string name) => new($"`{name}(…)` calls code of another engine");

    private static string Indexed(string value, Token index) =>
        index.IsText ? $"{value}.{index.Text}"
        : int.TryParse(index.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int position)
            ? string.Create(CultureInfo.InvariantCulture, $"{value}[{position + 1}]")
            : throw new FormatException($"`[{index.Text}]` counts from 0 there and from 1 in FEEL");

    /// <summary>A text as FEEL writes it.</summary>
    public static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private Token Next() => _at < _tokens.Count ? _tokens[_at++] : throw new FormatException("it ends too early");

    private bool Peek(string sign) => _at < _tokens.Count && !_tokens[_at].IsText && _tokens[_at].Text == sign;

    private bool Skip(string sign)
    {
        bool isThere = Peek(sign);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Expect(string sign)
    {
        if (!Skip(sign))
        {
            throw new FormatException(_at < _tokens.Count ? $"`{_tokens[_at].Text}` is not expected there" : "it ends too early");
        }
    }

    private void Tokenize()
    {
        for (int i = 0; i < _text.Length;)
        {
            char c = _text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '\'' or '"')
            {
                i = AddText(i);
            }
            else
            {
                int length = LengthAt(i);
                _tokens.Add(new Token(_text.Substring(i, length), false));
                i += length;
            }

            if (_tokens.Count > MostTokens)
            {
                throw new FormatException("it is too long");
            }
        }
    }

    private const int MostTokens = 300;

    private int LengthAt(int at)
    {
        int end = at;
        if (char.IsAsciiDigit(_text[at]))
        {
            return LengthOfNumber(at);
        }

        while (end < _text.Length && IsNamePart(_text[end]))
        {
            end++;
        }

        return end > at ? end - at
            : at + 1 < _text.Length && _text.AsSpan(at, 2) is "==" or "!=" or "<=" or ">=" or "&&" or "||" ? 2 : 1;
    }

    /// <summary>Digits, a point with digits, and a power of ten: <c>1.5e-3</c>.</summary>
    private int LengthOfNumber(int at)
    {
        int end = at;
        while (end < _text.Length && (IsDigit(end) || (_text[end] == '.' && IsDigit(end + 1))))
        {
            end++;
        }

        if (end < _text.Length && _text[end] is 'e' or 'E')
        {
            int power = end + 1 < _text.Length && _text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            while (IsDigit(power))
            {
                end = ++power;
            }
        }

        return end - at;
    }

    private bool IsDigit(int at) => at < _text.Length && char.IsAsciiDigit(_text[at]);

    private int AddText(int at)
    {
        StringBuilder text = new();
        int i = at + 1;
        for (; i < _text.Length && _text[i] != _text[at]; i++)
        {
            i += _text[i] == '\\' && i + 1 < _text.Length ? 1 : 0;
            text.Append(_text[i]);
        }

        _tokens.Add(new Token(text.ToString(), true));
        return i < _text.Length ? i + 1 : throw new FormatException("a text in it has no end");
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    private readonly record struct Token(string Text, bool IsText);
}
