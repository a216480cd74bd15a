namespace DigiSoc.Runtime;

/// <summary>How many jobs a node holds, running and in line: four for each worker, or more while all of them are a moment's work.</summary>
/// <remarks>
/// What finds no place is left to the database, where every node may take it; that costs a look, an announcement and a second
/// write of the job's row, which is more than a quick job itself. A job whose type has not been seen here counts as slow.
/// Not thread-safe: the runner has a lock.
/// </remarks>
internal sealed class JobPlaces(int workers)
{
    private const int PerWorker = 4;
    private const int QuickPerWorker = 16;

    // Weight of the last job in the average of its type.
    private const double Newest = 1.0 / 8;

    /// <summary>How long a worker may have to do before the line counts as slow.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, Pace> _types = new(StringComparer.Ordinal);

    public int Taken { get; private set; }

    public int InAll => workers * (IsMomentsWork ? QuickPerWorker : PerWorker);

    public int Free => InAll - Taken;

    private bool IsMomentsWork => _types.Values.Sum(pace => pace.Work) <= workers * Moment.TotalMilliseconds;

    public void Take(string type)
    {
        Taken++;
        Of(type).Jobs++;
    }

    public void GiveBack(string type)
    {
        Taken--;
        Of(type).Jobs--;
    }

    /// <summary>A job of the type took a worker that long.</summary>
    public void Took(string type, TimeSpan time) => Of(type).Took(time);

    private Pace Of(string type)
    {
        if (!_types.TryGetValue(type, out var pace))
        {
            _types.Add(type, pace = new());
        }

        return pace;
    }

    private sealed class Pace
    {
        private double? _milliseconds;

        public int Jobs { get; set; }

        /// <summary>Milliseconds that the jobs held will take, by those before them.</summary>
        public double Work => Jobs == 0 ? 0 : Jobs * (_milliseconds ?? double.PositiveInfinity);

        public void Took(TimeSpan time) =>
            _milliseconds = _milliseconds is { } before ? before + ((time.TotalMilliseconds - before) * Newest) : time.TotalMilliseconds;
    }
}
