using System.Text.RegularExpressions;

namespace DigiSoc.Cases.Work;

/// <summary>Says in Latvian what the engine said in English: its refusals, its verdicts on many, the technical texts of its incidents.</summary>
/// <remarks>
/// The engine knows codes and one language, and its texts are stored. Each text is one of the sentences of its code, with values
/// in it; the values are read from it and said in the Latvian sentence. A value that is itself made of words (a status, the
/// reasons of a migration) is said likewise; ids, expressions and what a job's handler said stay as they are. A text that is none
/// of the sentences (of an earlier version, or of a code that is not the engine's) stays as it is in both languages.
/// </remarks>
internal static class EngineWords
{
    // Before the tables: these are read while the tables are made.
    private static readonly Regex Placeholder = new(@"\{(\d)([*~]?)\}", RegexOptions.CultureInvariant);

    private static readonly Regex Marked = new("(`?)\u0001(\\d)", RegexOptions.CultureInvariant);

    private static readonly Dictionary<string, Sentence[]> ByCode = EngineSentences.ByCode.GroupBy(each => each.Code, StringComparer.Ordinal)
        .ToDictionary(each => each.Key, each => each.Select(one => new Sentence(one.En, one.Lv)).ToArray(), StringComparer.Ordinal);

    private static readonly Sentence[] Parts = [.. EngineSentences.Parts.Select(each => new Sentence(each.En, each.Lv))];

    /// <summary>The text in both languages.</summary>
    public static LocalText Of(string code, string text) =>
        new(ByCode.GetValueOrDefault(code)?.Select(sentence => sentence.Say(text)).FirstOrDefault(said => said is not null) ?? text, text);

    private static string Worded(string value, string separator = "; ") => string.Join(separator, value.Split(separator).Select(
        part => Parts.Select(each => each.Say(part)).FirstOrDefault(said => said is not null) ?? (separator == "; " ? Worded(part, ", ") : part)));

    private sealed class Sentence
    {
        private readonly string _latvian;
        private readonly string[] _kinds;
        private readonly Regex _english;

        public Sentence(string english, string latvian)
        {
            _latvian = latvian;
            _kinds = new string[10];
            string pattern = Placeholder.Replace(english, match =>
            {
                _kinds[match.Groups[1].Value[0] - '0'] = match.Groups[2].Value;
                return $"\u0001{match.Groups[1].Value}";
            });

            // Without backtracking: a value may be long, and of anybody's making. One in backticks ends with the next.
            _english = new Regex(
                $"^{Marked.Replace(Regex.Escape(pattern), match => $"{match.Groups[1]}(?<v{match.Groups[2]}>{(match.Groups[1].Length > 0 ? "[^`]" : ".")}*?)")}$",
                RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
        }

        /// <summary>The Latvian sentence with the values of the English one; null: it is another sentence.</summary>
        public string? Say(string text) => _english.Match(text) is { Success: true } match
            ? Placeholder.Replace(_latvian, place => Value(place.Groups[1].Value, match))
            : null;

        private string Value(string number, Match match) => (_kinds[number[0] - '0'], match.Groups[$"v{number}"].Value) switch
        {
            ("~", "nothing" or "(none)") => "–",
            ("*", var words) => Worded(words),
            (_, var value) => value,
        };
    }
}
