using System.Text;
using System.Text.RegularExpressions;
using DigiSoc.Feel.Patterns;

namespace DigiSoc.Feel.Tests.Patterns;

/// <summary>Random patterns find in random texts what their meaning written down plainly finds, and what .NET finds.</summary>
/// <remarks>
/// .NET 10's engines are no measure of everything. That without backtracking misses matches (<c>[ABab]?[Bb]</c> finds three in
/// "cAb1bāa1CB baAb", not five; <c>(\W?)\n*?[a-c1]+</c> passes by the first in " Cbb B C1b") and takes too much in
/// <c>(b|^\w\D+?[ad-z]*)\w\D</c>; the other misses one of <c>(?:\s\w{2}((1B+?)|\S*?)+?)(?:\w{1,3}(\w+)*?C)*?B</c>, which it finds when it is
/// compiled. So what the one finds is found as well, there or before, and the other is asked about patterns that repeat single
/// characters only.
/// </remarks>
public sealed class RandomPatternsTests
{
    private const int Patience = 50_000;
    private const string Ascii = "aaabbbcABC1 .\n_";

    private static readonly string[] Atoms =
    [
        "a", "b", "c", "B", "1", "[ ]", ".", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\i", "\\c", "\\.", "\\n", "[ab]", "[^a]", "[a-c1]", "[a-z-[bc]]",
        "[^\\d-[a]]", "[\\w\\s]", "\\p{L}", "\\P{Lu}", "\\p{IsBasicLatin}", "[A-C]",
    ];

    private static readonly string[] Quantifiers = ["?", "*", "+", "{2}", "{1,}", "{0,2}", "{1,3}", "??", "*?", "+?", "{1,2}?", "{0,}?"];

    private static readonly string[] Flags = ["", "", "i", "s", "m", "im"];

    private static readonly FeelEnvironment Patient = Feel.World with { Limits = FeelLimits.Default with { Steps = int.MaxValue } };

    [Theory]
    [InlineData(false, 3_000, 14)]
    [InlineData(true, 3_000, 14)]
    [InlineData(false, 200, 300)]
    public void Find_RandomPattern_MatchesAsItsMeaningSays(bool withBackReferences, int rounds, int longest)
    {
        var told = 0;
        Run(rounds, longest, Ascii + "ā", random => Pattern(random, withBackReferences, repeatsAny: true), (node, program, flags, text, what) =>
        {
            var plain = new PlainMatcher(text, program.Groups, flags, Patience);
            var expected = Told(from => plain.Find(node, from), text);
            if (!plain.GaveUp)
            {
                told++;
                Ours(program, text).ShouldBe(expected, what);
            }
        });

        told.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(3_000, 14)]
    [InlineData(200, 1_500)]
    public void Find_RandomPatternWithoutBackReferences_FindsWhatTheLinearEngineFinds(int rounds, int longest) =>
        Run(rounds, longest, Ascii, random => Pattern(random, withBackReferences: false, repeatsAny: true), (node, program, flags, text, what) =>
        {
            var theirs = DotNetPattern.Of(node, flags, RegexOptions.NonBacktracking).Match(text);
            var ours = new PatternMatcher(program, text, new FeelCall(Patient));

            if (theirs.Success)
            {
                ours.Find(0).ShouldBeTrue(what);
                ours.Begin.ShouldBeLessThanOrEqualTo(theirs.Index, what);
            }
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Find_RandomPattern_MatchesAsTheBacktrackingEngine(bool withBackReferences) =>
        Run(3_000, 14, Ascii, random => Pattern(random, withBackReferences, repeatsAny: false), (node, program, flags, text, what) =>
        {
            var theirs = DotNetPattern.Of(node, flags, RegexOptions.None);
            var expected = Told(from => theirs.Match(text, from) is { Success: true } match ? [.. match.Groups.Values.Select(Span)] : null, text);

            Ours(program, text).ShouldBe(expected, what);
        });

    private static void Run(
        int rounds, int longest, string letters, Func<Random, string> make, Action<PatternNode, PatternProgram, string, string, string> compare)
    {
        var run = RandomRun.Begin(rounds);
        for (var round = 0; round < run.Rounds; round++)
        {
            var (pattern, flags) = (make(run.Random), Flags[run.Random.Next(Flags.Length)]);
            var node = PatternReader.Read(pattern, flags, out var groups);
            var program = PatternProgram.Compile(node, groups, flags);
            for (var i = 0; i < 3; i++)
            {
                var text = Text(run.Random, longest, letters);
                compare(node, program, flags, text, $"{run}, round {round}: /{pattern}/{flags} in \"{text}\"");
            }
        }
    }

    private static (int From, int To) Span(Group group) => group.Success ? (group.Index, group.Index + group.Length) : (-1, -1);

    private static string Ours(PatternProgram program, string text)
    {
        var matcher = new PatternMatcher(program, text, new FeelCall(Patient));
        return Told(from => matcher.Find(from) ? [.. Enumerable.Range(0, program.Groups + 1).Select(matcher.Place)] : null, text);
    }

    /// <summary>All matches with their groups, a line each; after one that takes nothing, one place further on.</summary>
    private static string Told(Func<int, (int From, int To)[]?> find, string text)
    {
        var told = new StringBuilder();
        for (var at = 0; at <= text.Length && find(at) is { } groups; at = groups[0].To + (groups[0].To == groups[0].From ? 1 : 0))
        {
            told.AppendJoin(' ', groups).Append('\n');
        }

        return told.ToString();
    }

    private static string Text(Random random, int longest, string letters)
    {
        var text = new StringBuilder();
        for (var i = random.Next(longest); i > 0; i--)
        {
            text.Append(letters[random.Next(letters.Length)]);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Pattern(Random random, bool withBackReferences, bool repeatsAny)
    {
        var text = new StringBuilder();
        var (opened, closed) = (0, new List<int>());
        Branches(3);
        return text.ToString();

        void Branches(int depth)
        {
            for (var branches = random.Next(4) == 0 ? 2 : 1; branches > 0; branches--)
            {
                for (var pieces = random.Next(1, 5); pieces > 0; pieces--)
                {
                    Piece(depth);
                }

                text.Append(branches > 1 ? "|" : "");
            }
        }

        void Piece(int depth)
        {
            var kind = random.Next(10);
            var (isGroup, isReference, isAnchor) = (kind < 3 && depth > 0, withBackReferences && (kind is 3 or 4) && closed.Count > 0, kind == 9);
            if (isGroup)
            {
                Group(depth, captures: random.Next(3) > 0);
            }
            else if (isReference)
            {
                // In parentheses, lest a digit behind belong to it.
                text.Append("(?:\\").Append(closed[random.Next(closed.Count)]).Append(')');
            }
            else
            {
                text.Append(isAnchor ? "^$"[random.Next(2)].ToString() : Atoms[random.Next(Atoms.Length)]);
            }

            var repeats = (repeatsAny || !(isGroup || isReference || isAnchor)) && random.Next(3) == 0;
            text.Append(repeats ? Quantifiers[random.Next(Quantifiers.Length)] : "");
        }

        void Group(int depth, bool captures)
        {
            var number = captures ? ++opened : 0;
            text.Append(captures ? "(" : "(?:");
            Branches(depth - 1);
            text.Append(')');
            if (captures)
            {
                closed.Add(number);
            }
        }
    }
}
