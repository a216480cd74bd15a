namespace DigiSoc.Postgres;

/// <summary>How the PostgreSQL server of the default run is started.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>
    /// Folder that holds the cluster (<c>cluster/</c>), the server's log and the generated password. Created when
    /// absent. When the program runs as root and the folder lies where user <c>nobody</c> cannot reach it, another
    /// folder is used and the log says which.
    /// </summary>
    public required string DataFolder { get; init; }

    /// <summary>TCP port on 127.0.0.1; 0 (the default) takes a free one at each start.</summary>
    public int Port { get; init; }

    /// <summary>
    /// True (the default): a commit is on disk before it is answered. False only for tests, whose data may be lost.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>Server settings (<c>shared_buffers</c>, …) that override ours; values as in postgresql.conf.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a start may take, recovery after a crash included. Default: two minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
