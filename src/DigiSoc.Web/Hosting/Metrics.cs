using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace DigiSoc.Web.Hosting;

/// <summary>Gathers the counters and durations of ASP.NET Core, Npgsql and our own meters and writes them as Prometheus text.</summary>
/// <remarks>Durations are written as _count and _sum (seconds); series are told apart by the tags named in <see cref="Kept"/>.</remarks>
internal sealed class Metrics : IDisposable
{
    private static readonly HashSet<string> Kept =
        ["http.request.method", "http.response.status_code", "http.route", "type", "state", "outcome", "register", "db.client.connection.state"];

    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public Metrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name is "Microsoft.AspNetCore.Hosting" or "Npgsql" or "System.Runtime"
                || instrument.Meter.Name.StartsWith("DigiSoc", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, (decimal)value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>The present values in the text format of Prometheus.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var (name, series) in _series.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            series.Write(name, text);
        }

        return text.ToString();
    }

    private void Add(Instrument instrument, decimal value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name.Replace('.', '_') + Labels(tags);
        var isObserved = instrument.IsObservable;
        var isSum = instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal);
        _series.GetOrAdd(name, _ => new Series(isSum)).Add(value, replace: isObserved);
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>();
        foreach (var tag in tags)
        {
            if (Kept.Contains(tag.Key))
            {
                var value = Convert.ToString(tag.Value, CultureInfo.InvariantCulture)!.Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal);
                labels.Add($"{tag.Key.Replace('.', '_')}=\"{value}\"");
            }
        }

        labels.Sort(StringComparer.Ordinal);
        return labels.Count == 0 ? "" : "{" + string.Join(",", labels) + "}";
    }

    private sealed class Series(bool isDistribution)
    {
        private readonly Lock _gate = new();
        private decimal _sum;
        private long _count;

        public void Add(decimal value, bool replace)
        {
            lock (_gate)
            {
                _sum = replace ? value : _sum + value;
                _count++;
            }
        }

        public void Write(string name, StringBuilder text)
        {
            lock (_gate)
            {
                var at = name.IndexOf('{', StringComparison.Ordinal);
                var (head, labels) = at < 0 ? (name, "") : (name[..at], name[at..]);
                if (isDistribution)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{head}_count{labels} {_count}\n{head}_sum{labels} {_sum}\n");
                }
                else
                {
                    text.Append(CultureInfo.InvariantCulture, $"{head}{labels} {_sum}\n");
                }
            }
        }
    }
}
