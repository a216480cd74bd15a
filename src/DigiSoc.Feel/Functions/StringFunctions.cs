using System.Globalization;
using System.Text;
using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Patterns;
using DigiSoc.Feel.Typing;

namespace DigiSoc.Feel.Functions;

/// <summary>Functions of texts (DMN table 74). Positions and lengths count code points.</summary>
internal static class StringFunctions
{
    internal static IReadOnlyList<BuiltInFunction> All { get; } =
    [
        new("substring", "The part of a text from a position, counted from 1, or from the end when negative.")
        {
            Gives = FeelType.String,
            Forms = [new("string: string, start position: number, length?: number?", Substring)],
            Examples =
            [
                new("substring(\"foobar\", 3)", "\"obar\""),
                new("substring(\"foobar\", 3, 3)", "\"oba\""),
                new("substring(\"foobar\", -2, 1)", "\"a\""),
                new("substring(\"foobar\", 0)", "null"),
            ],
            NullWhen = "the position is 0 or outside the text, or the length is below 1",
        },
        new("string length", "The number of code points.")
        {
            Gives = FeelType.Number,
            Forms = [new("string: string", (a, _) => FeelValue.Of(CodePoints.Count(a[0].AsString())))],
            Examples = [new("string length(\"foo\")", "3"), new("string length(\"\\U01F40E\")", "1")],
        },
        new("upper case", "The text in capital letters, by the rules of no particular language.")
        {
            Gives = FeelType.String,
            Forms = [new("string: string", (a, _) => FeelValue.Of(LetterCase.Upper(a[0].AsString())))],
            Examples = [new("upper case(\"aBc4\")", "\"ABC4\""), new("upper case(\"āē\")", "\"ĀĒ\""), new("upper case(\"Straße\")", "\"STRASSE\"")],
        },
        new("lower case", "The text in small letters, by the rules of no particular language.")
        {
            Gives = FeelType.String,
            Forms = [new("string: string", (a, _) => FeelValue.Of(LetterCase.Lower(a[0].AsString())))],
            Examples = [new("lower case(\"aBc4\")", "\"abc4\"")],
        },
        new("substring before", "What stands before the first match; nothing when there is none.")
        {
            Gives = FeelType.String,
            Forms = [new("string: string, match: string", (a, _) => FeelValue.Of(Before(a[0].AsString(), a[1].AsString())))],
            Examples = [new("substring before(\"foobar\", \"bar\")", "\"foo\""), new("substring before(\"foobar\", \"xyz\")", "\"\"")],
        },
        new("substring after", "What stands after the first match; nothing when there is none.")
        {
            Gives = FeelType.String,
            Forms = [new("string: string, match: string", (a, _) => FeelValue.Of(After(a[0].AsString(), a[1].AsString())))],
            Examples = [new("substring after(\"foobar\", \"ob\")", "\"ar\""), new("substring after(\"\", \"a\")", "\"\"")],
        },
        new("contains", "Whether the text has the other in it.")
        {
            Gives = FeelType.Boolean,
            Forms = [new("string: string, match: string", (a, _) => FeelValue.Of(a[0].AsString().Contains(a[1].AsString(), StringComparison.Ordinal)))],
            Examples = [new("contains(\"foobar\", \"of\")", "false"), new("contains(\"foobar\", \"ob\")", "true")],
        },
        new("starts with", "Whether the text begins with the other.")
        {
            Gives = FeelType.Boolean,
            Forms = [new("string: string, match: string", (a, _) => FeelValue.Of(a[0].AsString().StartsWith(a[1].AsString(), StringComparison.Ordinal)))],
            Examples = [new("starts with(\"foobar\", \"fo\")", "true")],
        },
        new("ends with", "Whether the text ends with the other.")
        {
            Gives = FeelType.Boolean,
            Forms = [new("string: string, match: string", (a, _) => FeelValue.Of(a[0].AsString().EndsWith(a[1].AsString(), StringComparison.Ordinal)))],
            Examples = [new("ends with(\"foobar\", \"r\")", "true")],
        },
        new("matches", "Whether a part of the text matches an XPath regular expression; flags s, m, i, x, q.")
        {
            Cost = 50,
            Gives = FeelType.Boolean,
            Forms = [new("input: string, pattern: string, flags?: string?", (a, c) =>
                Find(a, 1, 2, c) is { } pattern ? pattern.Matches(a[0].AsString(), c) : FeelValue.Null)],
            Examples = [new("matches(\"foobar\", \"^fo*b\")", "true"), new("matches(\"FOO\", \"foo\", \"i\")", "true"), new("matches(\"a\", \"[\")", "null")],
            NullWhen = "the pattern or a flag is not one of XPath, or the match takes too long",
        },
        new("replace", "The text with every match of a regular expression replaced; $1 to $99 stand for groups, \\\\$ for a dollar sign.")
        {
            Cost = 50,
            Gives = FeelType.String,
            Forms = [new("input: string, pattern: string, replacement: string, flags?: string?", (a, c) =>
                Find(a, 1, 3, c) is { } pattern ? pattern.Replace(a[0].AsString(), a[2].AsString(), c) : FeelValue.Null)],
            Examples = [new("replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\")", "\"[1=ab][2=]cd\""), new("replace(\"abracadabra\", \"bra\", \"*\")", "\"a*cada*\"")],
            NullWhen = "the pattern, a flag or the replacement is not one of XPath, or the pattern matches an empty text",
        },
        new("split", "The parts of a text between the matches of a regular expression.")
        {
            Cost = 50,
            Gives = ResultTypes.Strings,
            Forms = [new("string: string, delimiter: string", (a, c) =>
                Find(a, 1, 2, c) is { } pattern ? pattern.Split(a[0].AsString(), c) : FeelValue.Null)],
            Examples = [new("split(\"John Doe\", \"\\s\")", "[\"John\", \"Doe\"]"), new("split(\"a;b;;c\", \";\")", "[\"a\", \"b\", \"\", \"c\"]"), new("split(\"abc\", \"x*\")", "null")],
            NullWhen = "the pattern is not one of XPath, or the pattern matches an empty text",
        },
        new("string join", "The texts of a list in one, with a delimiter between; nulls are left out.")
        {
            Gives = FeelType.String,
            Forms = [new("list: list, delimiter?: string?", Join)],
            Examples = [new("string join([\"a\", \"b\", \"c\"], \"_and_\")", "\"a_and_b_and_c\""), new("string join([\"a\", null, \"c\"])", "\"ac\""), new("string join([])", "\"\"")],
            NullWhen = "an item is neither a string nor null",
        },
    ];

    private static FeelValue Substring(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        var text = a[0].AsString();
        var count = CodePoints.Count(text);
        var asked = a.Length > 2 && !a[2].IsNull ? a[2].AsNumber() : FeelNumber.Of(count);
        if (!a[1].AsNumber().TryToInt32(out var position) || position == 0 || Math.Abs((long)position) > count || asked < FeelNumber.One)
        {
            return call.Fail(FeelCauseKind.InvalidValue,
                string.Create(CultureInfo.InvariantCulture, $"`substring` takes a position from 1 to {count} or −1 to −{count} and a length of at least 1, found {a[1]} and {asked}"));
        }

        var start = position > 0 ? position - 1 : count + position;
        var length = asked.TryToInt32(out var whole) ? Math.Min(whole, count - start) : count - start;
        return FeelValue.Of(CodePoints.Slice(text, start, length));
    }

    private static string Before(string text, string match)
    {
        var at = text.IndexOf(match, StringComparison.Ordinal);
        return at <= 0 ? "" : text[..at];
    }

    private static string After(string text, string match)
    {
        var at = text.IndexOf(match, StringComparison.Ordinal);
        return at < 0 ? "" : text[(at + match.Length)..];
    }

    private static Pattern? Find(ReadOnlySpan<FeelValue> a, int pattern, int flags, FeelCall call)
    {
        var written = a.Length > flags ? a[flags].StringOrNull ?? "" : "";
        if (!call.SpendOnPattern(a[pattern].AsString(), written))
        {
            return null;
        }

        var found = PatternCache.Find(a[pattern].AsString(), written, out var problem);
        if (found is null)
        {
            call.Fail(FeelCauseKind.InvalidValue, problem);
        }

        return found;
    }

    private static FeelValue Join(ReadOnlySpan<FeelValue> a, FeelCall call)
    {
        var delimiter = a.Length > 1 ? a[1].StringOrNull ?? "" : "";
        var text = new StringBuilder();
        var first = true;
        foreach (var item in a[0].AsList())
        {
            if (item.IsNull)
            {
                continue;
            }

            if (item.StringOrNull is not { } part)
            {
                return call.Fail(FeelCauseKind.TypeMismatch, FeelErrors.Operand("string join", "strings", item));
            }

            if ((long)text.Length + part.Length + delimiter.Length > call.Environment.Limits.StringLength)
            {
                return call.Fail(FeelCauseKind.LimitReached, FeelErrors.Limit("string length", call.Environment.Limits.StringLength));
            }

            text.Append(first ? "" : delimiter).Append(part);
            first = false;
        }

        return FeelValue.Of(text.ToString());
    }
}
