namespace DigiSoc.Dmn.Checking;

/// <summary>Which names occur in FEEL texts, as whole words; what stands in quotes counts too, so that nothing used is called unused.</summary>
internal sealed class Mentions
{
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    public Mentions(params IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Add(text);
        }
    }

    public void Add(string text)
    {
        _texts.Add(Normal(text));
        foreach (var word in Words(text))
        {
            _words.Add(word);
        }
    }

    /// <summary>Whether a name occurs; what has no name occurs nowhere.</summary>
    public bool Have(string name)
    {
        var words = Words(name).ToList();
        return name.Length > 0 && words.TrueForAll(_words.Contains)
            && (words is [var only] && only == name || _texts.Exists(text => Places(text, Normal(name)).Any()));
    }

    /// <summary>Whether a name occurs without a member after it, so that every part of it may be used.</summary>
    public bool HaveWhole(string name) => _texts.Exists(text => Places(text, Normal(name))
        .Any(at => text.AsSpan(at + Normal(name).Length).TrimStart() is var after && (after.IsEmpty || after[0] != '.')));

    private static IEnumerable<int> Places(string text, string name)
    {
        for (var at = Next(text, name, 0); at >= 0; at = Next(text, name, at + 1))
        {
            if ((at == 0 || !IsPart(text[at - 1])) && (at + name.Length == text.Length || !IsPart(text[at + name.Length])))
            {
                yield return at;
            }
        }
    }

    private static int Next(string text, string name, int from) => name.Length == 0 ? -1 : text.IndexOf(name, from, StringComparison.Ordinal);

    private static IEnumerable<string> Words(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && IsPart(text[at]))
            {
                at++;
            }

            if (at > start)
            {
                yield return text[start..at];
            }
        }
    }

    private static bool IsPart(char character) => char.IsLetterOrDigit(character) || character == '_';

    private static string Normal(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
