using System.Text;
using System.Text.RegularExpressions;
using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Patterns;

/// <summary>An XPath regular expression, translated for .NET's engine without backtracking.</summary>
/// <param name="Regex">Runs in time linear to the text; the time limit is a second net.</param>
/// <param name="Groups">How many groups the pattern has.</param>
/// <param name="IsLiteral">Flag q: the pattern and the replacement are plain texts.</param>
internal sealed record Pattern(Regex Regex, int Groups, bool IsLiteral)
{
    internal FeelValue Matches(string input, FeelCall call) => Run(call, () => FeelValue.Of(Regex.IsMatch(input)));

    internal FeelValue Replace(string input, string replacement, FeelCall call)
    {
        if (Replacement.Read(replacement, Groups, IsLiteral) is not { } parts)
        {
            return call.Fail(FeelCauseKind.InvalidValue, $"the replacement '{replacement}' has a $ without a group's number or a \\ before neither $ nor \\");
        }

        return Run(call, () => Regex.IsMatch("") ? EmptyMatch(call) : Replace(input, parts, call));
    }

    private FeelValue Replace(string input, IReadOnlyList<ReplacementPart> parts, FeelCall call)
    {
        var text = new StringBuilder();
        var at = 0;
        for (var match = Regex.Match(input); match.Success; match = match.NextMatch())
        {
            text.Append(input, at, match.Index - at);
            foreach (var part in parts)
            {
                text.Append(part.Group < 0 ? part.Text : match.Groups[part.Group].Value);
            }

            at = match.Index + match.Length;
            if (text.Length > call.Environment.Limits.StringLength || !call.Spend())
            {
                return call.Fail(FeelCauseKind.LimitReached, FeelErrors.Limit("string length", call.Environment.Limits.StringLength));
            }
        }

        return FeelValue.Of(text.Append(input, at, input.Length - at).ToString());
    }

    internal FeelValue Split(string input, FeelCall call) =>
        Run(call, () => Regex.IsMatch("") ? EmptyMatch(call) : FeelValue.Of(FeelList.From(Parts(input, call))));

    private List<FeelValue> Parts(string input, FeelCall call)
    {
        var parts = new List<FeelValue>();
        var at = 0;
        for (var match = Regex.Match(input); match.Success && call.Spend(); match = match.NextMatch())
        {
            // A pattern that does not match "" may still match nothing between two characters, as \b does.
            if (match.Length > 0)
            {
                parts.Add(FeelValue.Of(input[at..match.Index]));
                at = match.Index + match.Length;
            }
        }

        parts.Add(FeelValue.Of(input[at..]));
        return parts;
    }

    // XPath FORX0003, for replace and tokenize alike.
    private static FeelValue EmptyMatch(FeelCall call) =>
        call.Fail(FeelCauseKind.InvalidValue, "the pattern matches an empty text, so there is no telling where the text is to be parted");

    private static FeelValue Run(FeelCall call, Func<FeelValue> work)
    {
        try
        {
            return work();
        }
        catch (RegexMatchTimeoutException)
        {
            // A pattern that took this long counts as much: four of them end the evaluation.
            call.Spend(call.Environment.Limits.Steps / 4);
            return call.Fail(FeelCauseKind.LimitReached, FeelErrors.Limit("milliseconds of a pattern", (long)PatternCache.TimeLimit.TotalMilliseconds));
        }
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
