namespace DigiSoc.Runtime;

/// <summary>
/// How many jobs a node holds: one for each worker, and a line of those they will begin soon; three for each at most, or fifteen while
/// all of them are a moment's work.
/// </summary>
/// <remarks>
/// What finds no place is left to the database, where every node may take it; that costs a look, an announcement and a second
/// write of the job's row, which is more than a quick job itself. What a job takes is known by those of its type before it, or by how
/// long it has run already if that is longer. A job whose type has not been seen here counts as slow.
/// Not thread-safe: the runner has a lock.
/// </remarks>
/// <param name="workers">How many jobs run at once.</param>
/// <param name="patience">How long a job may stand in the line.</param>
/// <param name="time">Its steady counter.</param>
internal sealed class JobPlaces(int workers, TimeSpan patience, TimeProvider time)
{
    private const int LinePerWorker = 3;
    private const int QuickLinePerWorker = 15;

    // Weight of the last job in the average of its type.
    private const double Newest = 1.0 / 8;

    /// <summary>How long a worker may have to do before the line counts as slow.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, Pace> _types = new(StringComparer.Ordinal);
    private readonly HashSet<RunningJob> _running = [];

    public int Taken { get; private set; }

    public int InAll => workers + (IsMomentsWork() ? workers * QuickLinePerWorker : (int)Math.Min(workers * LinePerWorker, BegunSoon()));

    public int Free => InAll - Taken;

    /// <summary>The most of <see cref="InAll"/> that one institution may have: three quarters, but no worker need stand idle.</summary>
    public int LargestShare => Math.Max(workers, InAll * 3 / 4);

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

    /// <summary>A worker begins a job of the type.</summary>
    public RunningJob Begin(string type)
    {
        var job = new RunningJob(Of(type), time);
        _running.Add(job);
        return job;
    }

    /// <summary>The job is over.</summary>
    public void End(RunningJob job)
    {
        _running.Remove(job);
        job.Type.Took(job.Elapsed);
    }

    // Asked with every step that makes a job: loops, for they allocate nothing.
    private bool IsMomentsWork()
    {
        var left = workers * Moment.TotalMilliseconds;
        foreach (var pace in _types.Values)
        {
            left -= pace.Work;
        }

        foreach (var job in _running)
        {
            left -= job.Overrun.TotalMilliseconds;
        }

        return left >= 0;
    }

    /// <summary>How many jobs the workers will begin within the patience, if all go on as those they run now.</summary>
    private double BegunSoon()
    {
        if (_running.Count < workers)
        {
            return double.PositiveInfinity;
        }

        var begun = 0.0;
        foreach (var job in _running)
        {
            begun += patience / job.Length;
        }

        return begun;
    }

    private Pace Of(string type)
    {
        if (!_types.TryGetValue(type, out var pace))
        {
            _types.Add(type, pace = new());
        }

        return pace;
    }

    /// <summary>What jobs of a type have taken so far.</summary>
    internal sealed class Pace
    {
        public int Jobs { get; set; }

        /// <summary>Of one job; null: none has been seen.</summary>
        public TimeSpan? Average { get; private set; }

        /// <summary>Milliseconds that the jobs held will take, by those before them.</summary>
        public double Work => Jobs == 0 ? 0 : Jobs * (Average?.TotalMilliseconds ?? double.PositiveInfinity);

        public void Took(TimeSpan time) => Average = Average is { } before ? before + ((time - before) * Newest) : time;
    }

    /// <summary>A job that a worker is busy with.</summary>
    internal sealed class RunningJob(Pace type, TimeProvider time)
    {
        private readonly long _since = time.GetTimestamp();

        public Pace Type => type;

        public TimeSpan Elapsed => time.GetElapsedTime(_since);

        /// <summary>By how much it has run longer than those of its type do.</summary>
        public TimeSpan Overrun => TimeSpan.FromTicks(Math.Max(0, (Elapsed - (type.Average ?? TimeSpan.Zero)).Ticks));

        /// <summary>How long it takes from its beginning to its end, as far as is known.</summary>
        public TimeSpan Length => TimeSpan.FromTicks(Math.Max(1, Math.Max(Elapsed.Ticks, (type.Average ?? TimeSpan.Zero).Ticks)));
    }
}
