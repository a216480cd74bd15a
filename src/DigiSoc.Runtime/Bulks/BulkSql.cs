namespace DigiSoc.Runtime.Bulks;

/// <summary>The statements of bulk operations, each with the index it relies on.</summary>
internal static class BulkSql
{
    public const string Insert = """
        INSERT INTO runtime.bulks (id, institution_id, operation, is_dry_run, query, target_version, plan, reason, preview_id,
            started_by, started_at, variables)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    // ix_instances_case with business keys, ix_instances_running with a package.
    // A failed job's incident (BPMN-105) names the code of its last failure in its text.
    // $1 institution, $2 package, $3 version, $4 process, $5 status, $6 from, $7 to, $8 business keys, $9 incident or not,
    // $10 its code, $11 top of their tree only, $12 after, $13 how many.
    private const string Found = """
        FROM runtime.instances i
        WHERE i.institution_id = $1 AND i.ended_at IS NULL
            AND ($2::text IS NULL OR i.package_key = $2) AND ($3::integer IS NULL OR i.package_version = $3)
            AND ($4::text IS NULL OR i.process_id = $4) AND ($5::integer IS NULL OR i.status = $5)
            AND ($6::timestamptz IS NULL OR i.started_at >= $6) AND ($7::timestamptz IS NULL OR i.started_at < $7)
            AND ($8::text[] IS NULL OR i.business_key = ANY ($8)) AND (NOT $11 OR i.parent_part IS NULL)
            AND ($9::boolean IS NULL OR $9 = (i.id IN (
                SELECT runtime.instance_of(n.id) FROM runtime.incidents n
                WHERE n.institution_id = $1 AND ($10::text IS NULL OR n.code = $10 OR position(' last with ' || $10 || ': ' IN n.text) > 0))))
            AND ($12::uuid IS NULL OR i.id > $12)
        ORDER BY i.id LIMIT $13
        """;

    public const string Find = $"SELECT i.id, i.business_key, NULL::bytea {Found}";

    /// <summary>The same with the whole state, for what only that says.</summary>
    public const string FindWithState = $"SELECT i.id, i.business_key, i.state {Found}";

    // pk_incidents: the incidents of one instance are one range.
    public const string IncidentsOf = """
        SELECT n.id, n.business_key FROM unnest($1::uuid[], $2::uuid[]) f (first, last)
        JOIN runtime.incidents n ON n.id BETWEEN f.first AND f.last
        WHERE $3::text IS NULL OR n.code = $3 OR position(' last with ' || $3 || ': ' IN n.text) > 0
        """;

    public const string InsertItems = """
        INSERT INTO runtime.bulk_items (bulk_id, institution_id, item_id, business_key)
        SELECT $1, $2, f.id, f.key FROM unnest($3::uuid[], $4::text[]) f (id, key)
        """;

    // ix_bulk_items_verdict: what a finished dry run found possible.
    public const string CopyItems = """
        INSERT INTO runtime.bulk_items (bulk_id, institution_id, item_id, business_key)
        SELECT $1, institution_id, item_id, business_key FROM runtime.bulk_items WHERE bulk_id = $2 AND verdict = 1
        """;

    public const string Columns = """
        b.id, b.institution_id, b.operation, b.is_dry_run, b.query::text, b.target_version, b.plan::text, b.reason, b.preview_id,
        b.started_by, b.started_at, b.stopped_by, b.finished_at, b.variables
        """;

    // ix_bulk_items_verdict
    public const string Counts = """
        (SELECT count(*)::integer FROM runtime.bulk_items x WHERE x.bulk_id = b.id AND x.verdict = 0),
        (SELECT count(*)::integer FROM runtime.bulk_items x WHERE x.bulk_id = b.id AND x.verdict = 1),
        (SELECT count(*)::integer FROM runtime.bulk_items x WHERE x.bulk_id = b.id AND x.verdict = 2)
        """;

    // ix_bulks_institution
    public const string List = $"""
        SELECT {Columns}, {Counts} FROM runtime.bulks b
        WHERE b.institution_id = $1 AND ($2::uuid IS NULL OR b.id = $2) ORDER BY b.id DESC LIMIT $3
        """;

    // ix_bulk_items_verdict, pk_bulk_items
    public const string Items = """
        SELECT x.item_id, x.business_key, x.verdict, x.code, x.text, x.judged_at FROM runtime.bulk_items x
        WHERE x.bulk_id = $1 AND x.institution_id = $2 AND ($3::integer IS NULL OR x.verdict = $3)
            AND ($4::uuid IS NULL OR x.item_id > $4)
        ORDER BY x.item_id LIMIT $5
        """;

    // ix_bulks_open: the oldest that nobody works on; one whose node died is free when its lease ends.
    public const string Take = $"""
        UPDATE runtime.bulks b SET owner = $1, taken_until = now() + $2
        WHERE b.id = (SELECT o.id FROM runtime.bulks o WHERE o.finished_at IS NULL AND o.taken_until < now()
            ORDER BY o.id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING {Columns}
        """;

    // pk_bulks: no row when it was stopped, or another node has it.
    public const string Renew = """
        UPDATE runtime.bulks SET taken_until = now() + $3 WHERE id = $1 AND owner = $2 AND finished_at IS NULL RETURNING id
        """;

    // ix_bulk_items_verdict
    public const string Next = "SELECT item_id FROM runtime.bulk_items WHERE bulk_id = $1 AND verdict = 0 ORDER BY item_id LIMIT $2";

    // pk_bulk_items: in the item's own step. One that has its verdict sets NULL, and the step is undone with it.
    public const string Mark = """
        UPDATE runtime.bulk_items SET verdict = CASE WHEN verdict = 0 THEN 1 END, judged_at = $3 WHERE bulk_id = $1 AND item_id = $2
        """;

    // pk_bulk_items
    public const string Judge = """
        UPDATE runtime.bulk_items SET verdict = $3, code = $4, text = $5, judged_at = $6
        WHERE bulk_id = $1 AND item_id = $2 AND verdict = 0
        """;

    // pk_bulks
    public const string Finish = "UPDATE runtime.bulks SET finished_at = $3 WHERE id = $1 AND owner = $2 AND finished_at IS NULL";

    // pk_bulks
    public const string Stop = """
        UPDATE runtime.bulks SET stopped_by = $3, stopped_at = $4, finished_at = $4
        WHERE id = $1 AND institution_id = $2 AND finished_at IS NULL RETURNING id
        """;

    // pk_bulk_items
    public const string VerdictOf = "SELECT verdict::integer FROM runtime.bulk_items WHERE bulk_id = $1 AND item_id = $2";
}
