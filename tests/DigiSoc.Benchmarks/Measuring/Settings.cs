using System.Globalization;

namespace DigiSoc.Benchmarks.Measuring;

/// <summary>What the command line says after a subject: <c>name=value</c>, whole numbers and words.</summary>
internal sealed class Settings(IEnumerable<string> given)
{
    private readonly Dictionary<string, string> _values =
        given.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    public int Number(string name, int usual) => !_values.TryGetValue(name, out var text)
        ? usual
        : int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw new ArgumentException($"benchmarks: {name} expected a whole number, found {text}.");

    /// <summary>Whole numbers separated by commas.</summary>
    public IReadOnlyList<int> Numbers(string name, IReadOnlyList<int> usual) => !_values.TryGetValue(name, out var text)
        ? usual
        : [.. text.Split(',').Select(each => new Settings([$"{name}={each}"]).Number(name, 0))];

    /// <summary>True when nothing restricts the parts, or <c>only=</c> names this one (several separated by commas).</summary>
    public bool Wants(string part) =>
        !_values.TryGetValue("only", out var parts) || parts.Split(',').Contains(part, StringComparer.Ordinal);
}
