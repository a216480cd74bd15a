using System.Text;
using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Patterns;

/// <summary>An XPath regular expression, ready for any number of texts.</summary>
/// <param name="Program">What it does.</param>
/// <param name="IsLiteral">Flag q: the pattern and the replacement are plain texts.</param>
internal sealed record Pattern(PatternProgram Program, bool IsLiteral)
{
    internal FeelValue Matches(string input, FeelCall call)
    {
        var matcher = new PatternMatcher(Program, input, call);
        var found = matcher.Find(0);
        return matcher.IsExhausted ? FeelValue.Null : FeelValue.Of(found);
    }

    internal FeelValue Replace(string input, string replacement, FeelCall call)
    {
        if (Replacement.Read(replacement, Program.Groups, IsLiteral) is not { } parts)
        {
            return call.Fail(FeelCauseKind.InvalidValue, $"the replacement '{replacement}' has a $ without a group's number or a \\ before neither $ nor \\");
        }

        return TakesNothing(call) ? FeelValue.Null : Replace(input, parts, call);
    }

    private FeelValue Replace(string input, IReadOnlyList<ReplacementPart> parts, FeelCall call)
    {
        var text = new StringBuilder();
        var at = 0;
        var matcher = new PatternMatcher(Program, input, call);
        while (matcher.Find(at))
        {
            text.Append(input, at, matcher.Begin - at);
            foreach (var part in parts)
            {
                text.Append(part.Group < 0 ? part.Text : matcher.Group(part.Group));
            }

            at = matcher.End;
            if (text.Length > call.Environment.Limits.StringLength)
            {
                return call.Fail(FeelCauseKind.LimitReached, FeelErrors.Limit("string length", call.Environment.Limits.StringLength));
            }
        }

        return matcher.IsExhausted ? FeelValue.Null : FeelValue.Of(text.Append(input, at, input.Length - at).ToString());
    }

    internal FeelValue Split(string input, FeelCall call)
    {
        if (TakesNothing(call))
        {
            return FeelValue.Null;
        }

        var parts = new List<FeelValue>();
        var at = 0;
        var matcher = new PatternMatcher(Program, input, call);
        while (matcher.Find(at))
        {
            parts.Add(FeelValue.Of(input[at..matcher.Begin]));
            at = matcher.End;
        }

        parts.Add(FeelValue.Of(input[at..]));
        return matcher.IsExhausted ? FeelValue.Null : FeelValue.Of(FeelList.From(parts));
    }

    /// <summary>XPath FORX0003, for replace and tokenize alike: no pattern may match the empty text.</summary>
    /// <remarks>One that does not match it takes something wherever it matches: nothing but taking tells texts apart before.</remarks>
    private bool TakesNothing(FeelCall call)
    {
        var matcher = new PatternMatcher(Program, "", call);
        if (!matcher.Find(0))
        {
            return matcher.IsExhausted;
        }

        call.Fail(FeelCauseKind.InvalidValue, "the pattern matches an empty text, so there is no telling where the text is to be parted");
        return true;
    }
}

/// <summary>A piece of a replacement: a text, or a group's number.</summary>
internal readonly record struct ReplacementPart(string Text, int Group);

/// <summary>Reads XPath replacements: $1 is a group, \$ a dollar sign, \\ a backslash.</summary>
internal static class Replacement
{
    internal static IReadOnlyList<ReplacementPart>? Read(string text, int groups, bool isLiteral)
    {
        if (isLiteral)
        {
            return [new(text, -1)];
        }

        var parts = new List<ReplacementPart>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                if (++i >= text.Length || text[i] is not ('\\' or '$'))
                {
                    return null;
                }

                parts.Add(new(text[i].ToString(), -1));
            }
            else if (text[i] == '$')
            {
                if (++i >= text.Length || !char.IsAsciiDigit(text[i]))
                {
                    return null;
                }

                parts.Add(Group(text, ref i, groups));
            }
            else
            {
                parts.Add(new(text[i].ToString(), -1));
            }
        }

        return parts;
    }

    /// <summary>As many digits as name an existing group; a group the pattern does not have is empty.</summary>
    private static ReplacementPart Group(string text, ref int at, int groups)
    {
        var number = text[at] - '0';
        while (at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) && (number * 10) + (text[at + 1] - '0') <= groups)
        {
            number = (number * 10) + (text[++at] - '0');
        }

        return number <= groups ? new("", number) : new("", -1);
    }
}
