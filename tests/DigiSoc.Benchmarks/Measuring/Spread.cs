using System.Globalization;

namespace DigiSoc.Benchmarks.Measuring;

/// <summary>A ratio over rounds: its median, and between which values half of the rounds lie.</summary>
internal readonly record struct Spread(double Low, double Middle, double High)
{
    public static Spread Of(IEnumerable<double> rounds)
    {
        var sorted = rounds.Where(value => !double.IsNaN(value)).Order().ToList();
        return sorted.Count == 0
            ? new(double.NaN, double.NaN, double.NaN)
            : new(sorted[sorted.Count / 4], Median.Of(sorted), sorted[sorted.Count - 1 - (sorted.Count / 4)]);
    }

    /// <summary>"63 % (61 % – 66 %)" by the format <c>P0</c>.</summary>
    public string ToString(string format)
    {
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(Middle)} ({Text(Low)} – {Text(High)})";
    }
}
