using System.Text.RegularExpressions;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Packages;

/// <summary>Names of versions, and who set, moved and took them away.</summary>
internal sealed partial class PackageTags(Database database, PackageStore packages, EngineClock clock)
{
    /// <summary>Reserved: what is the latest is known without a tag, and a tag of that name would not move with it.</summary>
    private const string Latest = "latest";

    // pk_package_tags. Nothing is written when the tag is on this version already.
    private const string Move = $"""
        WITH before AS (SELECT version FROM runtime.package_tags WHERE key = $2 AND tag = $3),
        moved AS (
            INSERT INTO runtime.package_tags (institution_id, key, tag, version) VALUES ($1, $2, $3, $4)
            ON CONFLICT (key, tag) DO UPDATE SET version = EXCLUDED.version WHERE package_tags.version <> EXCLUDED.version
            RETURNING version)
        {Tell} $1, $2, $3, (SELECT version FROM before), moved.version, $5, $6, $7, $8 FROM moved
        """;

    // pk_package_tags
    private const string Remove = $"""
        WITH gone AS (DELETE FROM runtime.package_tags WHERE key = $2 AND tag = $3 RETURNING version)
        {Tell} $1, $2, $3, gone.version, NULL, $4, $5, $6, $7 FROM gone
        """;

    private const string Tell = """
        INSERT INTO runtime.package_tag_events (institution_id, key, tag, from_version, to_version, reason, actor, on_behalf_of, at)
        SELECT
        """;

    // ix_package_tag_events_key
    private const string Events = """
        SELECT key, tag, from_version, to_version, reason, actor, on_behalf_of, institution_id, at
        FROM runtime.package_tag_events WHERE key = $1 ORDER BY number DESC LIMIT $2
        """;

    public async Task<EngineAnswer<PackageTag>> SetAsync(
        string key, int version, string tag, string reason, OperationContext context, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return RunErrors.ReasonMissing("TagPackage");
        }

        if (tag == Latest || !Allowed().IsMatch(tag))
        {
            return RunErrors.TagMalformed(tag);
        }

        if (await packages.FindAsync(new(key, version), ct) is null)
        {
            return RunErrors.PackageUnknown(key, version);
        }

        await WriteAsync(
            key,
            new(Move, [.. Head(context, key, tag), Value.Int(version), .. Tail(reason, context)]),
            ct);
        return new PackageTag(key, tag, version);
    }

    public async Task<EngineAnswer<Done>> RemoveAsync(string key, string tag, string reason, OperationContext context, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return RunErrors.ReasonMissing("UntagPackage");
        }

        return await WriteAsync(key, new(Remove, [.. Head(context, key, tag), .. Tail(reason, context)]), ct) > 0
            ? Done.Value
            : RunErrors.TagUnknown(key, tag, (await ListAsync(key, ct)).Select(t => t.Tag));
    }

    /// <summary>By name.</summary>
    public Task<List<PackageTag>> ListAsync(string key, CancellationToken ct) => database.ListAsync(
        new("SELECT key, tag, version FROM runtime.package_tags WHERE key = $1 ORDER BY tag", Value.Text(key)),
        row => new PackageTag(row.GetString(0), row.GetString(1), row.GetInt32(2)),
        ct);

    /// <summary>Newest first.</summary>
    public Task<List<PackageTagEvent>> EventsAsync(string key, int size, CancellationToken ct) => database.ListAsync(
        new(Events, Value.Text(key), Value.Int(Math.Clamp(size, 1, 1000))),
        row => new PackageTagEvent(
            row.GetString(0),
            row.GetString(1),
            row.IsDBNull(2) ? null : row.GetInt32(2),
            row.IsDBNull(3) ? null : row.GetInt32(3),
            row.GetString(4),
            row.GetString(5),
            row.IsDBNull(6) ? null : row.GetString(6),
            row.GetString(7),
            row.GetFieldValue<DateTimeOffset>(8)),
        ct);

    // One at a time for each package, so that an event says truly where the tag was before.
    private Task<int> WriteAsync(string key, Statement write, CancellationToken ct) => database.ExecuteAsync(
        ct, new Statement(Sql.LockKey, Value.Text("*"), Value.Text("package-tags"), Value.Text(key)), write);

    private static Value[] Head(OperationContext context, string key, string tag) =>
        [Value.Text(context.InstitutionId), Value.Text(key), Value.Text(tag)];

    private Value[] Tail(string reason, OperationContext context) =>
    [
        Value.Text(reason.Trim()),
        Value.Text(context.Actor),
        Value.Text(context.OnBehalfOf),
        Value.At(clock.Now),
    ];

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,49}$")]
    private static partial Regex Allowed();
}
