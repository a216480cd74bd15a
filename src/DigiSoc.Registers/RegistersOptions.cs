namespace DigiSoc.Registers;

/// <summary>How the registers are reached. What may be asked is not here but in the catalogue.</summary>
public sealed class RegistersOptions
{
    /// <summary>Address all registers are behind, as the state integrator is. Default: the sandbox.</summary>
    public Uri BaseAddress { get; set; } = new("http://localhost:5081");

    /// <summary>Registers with an address of their own, by register id; the register's path is appended.</summary>
    public Dictionary<string, Uri> Addresses { get; } = new(StringComparer.Ordinal);

    /// <summary>The catalogue file. Default: workflows/catalogue/data-items.yaml below the current folder.</summary>
    public string CatalogueFile { get; set; } = Path.Combine("workflows", "catalogue", "data-items.yaml");

    /// <summary>Longest wait for one try. 100 ms to 2 minutes; default 5 s.</summary>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Tries after the first within one lookup. 0 to 10; default 2.</summary>
    public int Retries { get; set; } = 2;

    /// <summary>Mean wait before the first retry; doubles with each further one, with jitter. 0 to 1 minute; default 300 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Tries within <see cref="BreakerWindow"/> before the breaker may open. 2 to 1000; default 8.</summary>
    public int BreakerMinimumTries { get; set; } = 8;

    /// <summary>Share of failed tries that opens the breaker, in percent. 1 to 100; default 80.</summary>
    public int BreakerFailurePercent { get; set; } = 80;

    /// <summary>Time over which tries are counted. 500 ms to 10 minutes; default 30 s.</summary>
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open breaker asks nothing. 500 ms to 10 minutes; default 15 s.</summary>
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Largest answer that is read, in bytes. 1 KiB to 64 MiB; default 4 MiB.</summary>
    public int MaxAnswerBytes { get; set; } = 4 * 1024 * 1024;
}
