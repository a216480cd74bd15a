using System.Diagnostics.Metrics;

namespace DigiSoc.Web.Hosting.Measuring;

/// <summary>One instrument as Prometheus knows it: a name, a type, and a series for each set of labels.</summary>
internal sealed class MetricFamily
{
    // Seconds, from a step to a long request; used where an instrument gives no advice of its own.
    private static readonly double[] UsualBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly string _type;
    private readonly string _help;
    private readonly double[]? _bounds;
    private readonly bool _isObserved;

    private MetricFamily(string name, string type, Instrument instrument)
    {
        Name = name;
        _type = type;
        _help = instrument.Description ?? "";
        _bounds = type == "histogram" ? BoundsOf(instrument) : null;
        _isObserved = instrument.IsObservable;
    }

    /// <summary>By Prometheus' conventions: the base unit at the end (<c>_seconds</c>, <c>_bytes</c>), and <c>_total</c> after it where it counts.</summary>
    public string Name { get; }

    public static MetricFamily Of(Instrument instrument)
    {
        var kind = instrument.GetType().Name.Split('`')[0];
        var type = kind switch
        {
            "Counter" or "ObservableCounter" => "counter",
            "Histogram" => "histogram",
            _ => "gauge", // What goes up and down, added up or told as it is.
        };
        var name = PrometheusText.Name(instrument.Name) + UnitOf(instrument);
        return new(type == "counter" ? name + "_total" : name, type, instrument);
    }

    /// <summary>Forgets what was observed: the next round tells it anew, and what is not told any more is gone.</summary>
    public void BeginRound()
    {
        if (_isObserved)
        {
            lock (_series)
            {
                _series.Clear();
            }
        }
    }

    /// <summary>Adds a value; what is observed under the same labels in one round (pools of connections) is added up.</summary>
    public void Record(string labels, double value)
    {
        lock (_series)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                _series[labels] = series = new(_bounds);
            }

            series.Add(value);
        }
    }

    public void Write(PrometheusText text)
    {
        lock (_series)
        {
            text.Head(Name, _type, _help);
            foreach (var (labels, series) in _series.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                series.Write(Name, labels, text);
            }
        }
    }

    // Units are UCUM's; those in braces ({step}) are words for what is counted, and belong to no name.
    private static string UnitOf(Instrument instrument) => instrument.Unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        null or "" or "1" or ['{', ..] => "",
        var other => "_" + PrometheusText.Name(other), // None of ours: a test reads all names.
    };

    private static double[] BoundsOf(Instrument instrument) => [.. instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } told } => told,
        _ => UsualBounds,
    }];

    private sealed class Series(double[]? bounds)
    {
        private readonly long[] _counts = new long[(bounds?.Length ?? 0) + 1];
        private double _sum;

        public void Add(double value)
        {
            _sum += value;
            if (bounds is not null)
            {
                var at = Array.FindIndex(bounds, bound => value <= bound);
                _counts[at < 0 ? bounds.Length : at]++;
            }
        }

        public void Write(string name, string labels, PrometheusText text)
        {
            if (bounds is null)
            {
                text.Sample(name, labels, _sum);
                return;
            }

            var separator = labels.Length == 0 ? "" : ",";
            var count = 0L;
            for (var at = 0; at < _counts.Length; at++)
            {
                count += _counts[at];
                var bound = PrometheusText.Number(at < bounds.Length ? bounds[at] : double.PositiveInfinity);
                text.Sample(name + "_bucket", $"{labels}{separator}le=\"{bound}\"", count);
            }

            text.Sample(name + "_sum", labels, _sum);
            text.Sample(name + "_count", labels, count);
        }
    }
}
