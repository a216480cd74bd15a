using System.Diagnostics.Metrics;

namespace DigiSoc.Web.Hosting.Measuring;

/// <summary>What .NET, ASP.NET Core, Npgsql and our own rooms measure, kept for Prometheus since this object was made.</summary>
/// <remarks>
/// A listener hears only what happens while it listens: it is made before everything else of the host. Instruments that are
/// made later are heard from their first value on. Any thread.
/// </remarks>
internal sealed class Metrics : IDisposable
{
    // Names the database of each pool by its connection string: one series for all pools instead.
    private static readonly HashSet<string> Dropped = ["db.client.connection.pool.name"];

    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _scraping = new();

    public Metrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsKept(instrument.Meter.Name))
            {
                listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(family, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>The present values in Prometheus' text format 0.0.4; families by name.</summary>
    public string Write()
    {
        lock (_scraping) // What is observed is asked for anew: two scrapes at once would count it twice.
        {
            MetricFamily[] families;
            lock (_families)
            {
                families = [.. _families.Values];
            }

            Array.ForEach(families, family => family.BeginRound());
            _listener.RecordObservableInstruments();
            var text = new PrometheusText();
            Array.ForEach(families, family => family.Write(text));
            return text.ToString();
        }
    }

    private static bool IsKept(string meter) =>
        meter is "Microsoft.AspNetCore.Hosting" or "Npgsql" or "System.Runtime" || meter.StartsWith("DigiSoc", StringComparison.Ordinal);

    // The same instrument of several meters of one name (Npgsql makes them anew with each data source) is one family.
    private MetricFamily FamilyOf(Instrument instrument)
    {
        var family = MetricFamily.Of(instrument);
        lock (_families)
        {
            return _families.TryGetValue(family.Name, out var known) ? known : _families[family.Name] = family;
        }
    }

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Record(LabelsOf(tags), value);

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            if (!Dropped.Contains(name))
            {
                labels[PrometheusText.Name(name)] = PrometheusText.LabelValue(value);
            }
        }

        return string.Join(',', labels.Select(label => $"{label.Key}=\"{label.Value}\""));
    }
}
