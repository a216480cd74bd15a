using System.Globalization;
using System.Text.RegularExpressions;
using DigiSoc.Feel.Patterns;

namespace DigiSoc.Feel.Tests.Patterns;

/// <summary>The same regular expression for .NET, for texts of ASCII without a line end as last character.</summary>
internal static class DotNetPattern
{
    private const int Last = 0x7F;

    // Sets have the letters of both cases in them already; only what a group took is compared by flag i.
    private const string AsWritten = "(?as-written:";

    internal static Regex Of(PatternNode node, string flags, RegexOptions engine) => new(
        Write(node).Replace(AsWritten, flags.Contains('i', StringComparison.Ordinal) ? "(?i:" : "(?:", StringComparison.Ordinal),
        engine | RegexOptions.CultureInvariant | (flags.Contains('m', StringComparison.Ordinal) ? RegexOptions.Multiline : 0));

    private static string Write(PatternNode node) => node switch
    {
        PatternNode.OneOf one => Class(one.Set),
        PatternNode.Sequence sequence => string.Concat(sequence.Parts.Select(Write)),
        PatternNode.Choice choice => $"(?:{string.Join('|', choice.Branches.Select(Write))})",
        PatternNode.Group group => $"({Write(group.Part)})",
        PatternNode.Repeat repeat => $"(?:{Write(repeat.Part)}){{{repeat.Least},{(repeat.Most < 0 ? "" : repeat.Most)}}}{(repeat.IsReluctant ? "?" : "")}",

        // In XPath a group that took no part took nothing; in .NET a reference to it fails.
        PatternNode.BackReference reference => $"(?:(?({reference.Number}){AsWritten}\\{reference.Number})|))",
        PatternNode.Start => "^",
        PatternNode.End => "(?:$)",
        _ => throw new InvalidOperationException(),
    };

    private static string Class(CharacterSet set)
    {
        var ranges = set.Ranges.Where(range => range.From <= Last)
            .Select(range => string.Create(CultureInfo.InvariantCulture, $"\\u{range.From:X4}-\\u{Math.Min(range.To, Last):X4}"));
        return $"[{string.Concat(ranges)}]";
    }
}
