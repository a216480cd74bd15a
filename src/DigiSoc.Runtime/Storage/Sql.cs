using DigiSoc.Runtime.Holds;

namespace DigiSoc.Runtime.Storage;

/// <summary>The statements of the hot paths, each with the index it relies on.</summary>
internal static class Sql
{
    /// <summary>SQLSTATE of <c>runtime.refuse()</c>: a row is not as the step that would end it knew it.</summary>
    public const string Refused = "DS001";

    /// <summary>SQLSTATE of <c>runtime.refuse_held()</c>: a hold stands on a job that the node would keep.</summary>
    public const string RefusedByHold = "DS002";

    public const string InstanceColumns = """
        i.id, i.institution_id, i.business_key, i.package_key, i.package_version, i.process_id, i.root_id, i.parent_part,
        i.revision, i.state, i.chain_number, i.chain_hash, i.step_id, i.law_date, i.started_at, i.started_by, i.updated_at,
        i.ended_at, i.kept_job, i.kept_by, i.kept_attempts
        """;

    // pk_instances
    public const string LoadInstance = $"SELECT {InstanceColumns} FROM runtime.instances i WHERE i.id = $1";

    // pk_instances
    public const string LoadInstances = $"SELECT {InstanceColumns} FROM runtime.instances i WHERE i.id = ANY ($1)";

    // ix_instances_parent: parts of one instance are one range.
    public const string LoadChildren =
        $"SELECT {InstanceColumns} FROM runtime.instances i WHERE i.parent_part BETWEEN $1 AND $2 AND i.ended_at IS NULL";

    // ix_instances_parent
    public const string LoadChild = $"SELECT {InstanceColumns} FROM runtime.instances i WHERE i.parent_part = $1 AND i.ended_at IS NULL";

    // The history entry of a step goes with the instance's row in one statement: started, bound and told once.
    // A start that a hold refuses sets NULL, as below; a called instance is part of what called it, and starts.
    public static readonly string InsertInstance = Insert(
        $"CASE WHEN $8 IS NOT NULL OR NOT {HoldSql.IsStartHeld("$2", "$4", "$5", "$6")} THEN 1 END", "", "");

    // As above, and the node keeps a job of it, unless a hold stands on that.
    public static readonly string InsertInstanceKeeping = Insert(
        """
        CASE WHEN NOT EXISTS (SELECT 1 FROM runtime.holds) THEN 1
            WHEN $8 IS NULL AND runtime.is_start_held($2, $4, $5, $6) THEN NULL
            WHEN runtime.is_element_held($2, $32, $33, $4, $5, $6) THEN runtime.refuse_held() ELSE 1 END
        """,
        ", kept_job, kept_by, kept_attempts",
        ", $29, $30, $31");

    // pk_instances. A revision other than the expected one sets NULL; the column refuses it, and the batch is undone.
    public static readonly string UpdateInstance = Update("", "");

    // pk_instances. As above, and the element must not be held: for timers and messages.
    public static readonly string UpdateInstanceUnlessHeld = Update(UnlessHeld("$26"), "");

    // pk_instances. The node keeps a job of the instance, unless a hold stands on that, in the place of the one kept before ($26, $27) if any.
    public static readonly string UpdateInstanceKeeping = Update(
        " AND kept_job IS NOT DISTINCT FROM $26 AND kept_by IS NOT DISTINCT FROM $27",
        """
        , kept_job = $28, kept_by = $29, kept_attempts = CASE WHEN EXISTS (SELECT 1 FROM runtime.holds)
            AND runtime.is_element_held(institution_id, $31, $32, package_key, $10, process_id) THEN runtime.refuse_held() ELSE $30 END
        """);

    // pk_instances. The job that a node kept is over; it must still be kept.
    public static readonly string UpdateInstanceKeepingNoMore = Update(StillKept, KeepNoMore);

    // pk_instances. As above, by a timer or message.
    public static readonly string UpdateInstanceKeepingNoMoreUnlessHeld = Update($"{StillKept}{UnlessHeld("$28")}", KeepNoMore);

    // pk_instances. A kept job becomes a row: its node is gone, or gives it back, or it takes long. The instance must be as it was
    // read, for the row says its element. That of a held instance waits for it, as below.
    public const string WriteKeptJob = """
        WITH kept AS (
            UPDATE runtime.instances SET kept_job = NULL, kept_by = NULL, kept_attempts = NULL
            WHERE id = $1 AND kept_job = $2 AND kept_by = $3 AND revision = $4
            RETURNING institution_id, business_key, status)
        INSERT INTO runtime.jobs (id, institution_id, type, element_id, business_key, attempts, attempt, due_at, owner, last_error)
        SELECT $5, institution_id, $6, $7, business_key, $8, $9,
            CASE WHEN status = 2 AND $11::text IS NULL THEN 'infinity' ELSE now() + $10 END, $11, $12
        FROM kept RETURNING id
        """;

    // pk_instances, pk_user_tasks: the history grows, the state stays (claim, reassign …). The task must be as it was when
    // the actor's right to it was judged.
    public const string UpdateChain = $"""
        WITH told AS (
            INSERT INTO runtime.events ({EventColumns})
            VALUES ($1, $3, $8, $9, $10, $11, $5, $12, $13, $4, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23))
        UPDATE runtime.instances SET revision = CASE WHEN revision = $2
            AND EXISTS (SELECT 1 FROM runtime.user_tasks t WHERE t.id = $6 AND t.revision = $7) THEN $2 + 1 END,
            chain_number = $3, chain_hash = $4, step_id = $5, updated_at = $8
        WHERE id = $1
        """;

    public const string InsertTask = """
        INSERT INTO runtime.user_tasks (id, institution_id, business_key, root_id, package_key, package_version, process_id,
            element_id, name, assignee, queue, candidate_groups, candidate_users, due_at, follow_up_at, priority, form_id,
            created_at, revision)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::text[], $13::text[], COALESCE($14, 'infinity'), $15, $16,
            $17, $18, 1)
        """;

    public const string InsertCandidate = """
        INSERT INTO runtime.task_candidates (institution_id, candidate, due_at, task_id, priority, created_at)
        VALUES ($1, $2, COALESCE($3, 'infinity'), $4, $5, $6)
        """;

    // pk_user_tasks. The task must be as it was when the actor's right to it was judged, and no hold on it. That it is there,
    // the instance's revision has told.
    public static readonly string AnswerTask = $"""
        DELETE FROM runtime.user_tasks t WHERE id = $1
            AND CASE WHEN revision = $2 AND NOT {HoldSql.IsTaskHeld("t")} THEN true ELSE runtime.refuse() END
        """;

    // pk_user_tasks, ix_task_candidates_task. As above, and its further candidates go with it.
    public static readonly string AnswerOfferedTask = $"""
        WITH further AS (DELETE FROM runtime.task_candidates WHERE task_id = $1)
        {AnswerTask}
        """;

    // pk_user_tasks, ix_task_candidates_task
    public const string DeleteTask = """
        WITH further AS (DELETE FROM runtime.task_candidates WHERE task_id = $1)
        DELETE FROM runtime.user_tasks WHERE id = $1
        """;

    // The lease counts by the database's clock. Without an owner the job is free at once. A node that would keep a held job
    // for itself has not heard of the hold: it sets NULL, which the column refuses, and with it the whole batch.
    public static readonly string InsertJob = $"""
        INSERT INTO runtime.jobs (id, institution_id, type, element_id, business_key, attempts, attempt, due_at, owner, trace)
        VALUES ($1, $2, $3, $4, $5, $6,
            CASE WHEN $9 IS NULL OR NOT {HoldSql.IsJobHeld("$2", "$3", "$4", "$1")} THEN $7 END, now() + $8, $9, $10)
        """;

    // pk_jobs. The job must still be with the attempt that answers. The owner too: a job given back takes its attempt's
    // number with it, and a number may come again. That it is there, the instance's revision has told.
    public const string AnswerJob = """
        DELETE FROM runtime.jobs WHERE id = $1
            AND CASE WHEN attempt = $2 AND owner = $3 THEN true ELSE runtime.refuse() END
        """;

    // pk_jobs
    public const string DeleteJob = "DELETE FROM runtime.jobs WHERE id = $1";

    // ix_jobs_leased. A node that is gone renews nothing; its jobs are for anybody then. What is being answered or freed this
    // moment is passed over.
    public const string FreeJobs = """
        UPDATE runtime.jobs SET owner = NULL WHERE id = ANY (ARRAY(
            SELECT j.id FROM runtime.jobs j WHERE j.owner IS NOT NULL AND j.due_at <= now()
            ORDER BY j.due_at LIMIT $1 FOR UPDATE SKIP LOCKED))
        """;

    // ix_jobs_free. Institutions that have least on this node come first, one job of each in turn, and none gets more than
    // its share of the node's places ($8), so that none starves another; rows that other nodes are taking are passed over, and held ones.
    // pk_instances: the revision tells whether the node remembers the instance as it is.
    public static readonly string TakeJobs = $"""
        WITH RECURSIVE institutions AS (
            (SELECT institution_id FROM runtime.jobs WHERE owner IS NULL ORDER BY institution_id LIMIT 1)
            UNION ALL
            SELECT (SELECT j.institution_id FROM runtime.jobs j WHERE j.owner IS NULL AND j.institution_id > i.institution_id
                    ORDER BY j.institution_id LIMIT 1)
            FROM institutions i WHERE i.institution_id IS NOT NULL
        ), waiting AS MATERIALIZED (
            SELECT i.institution_id, COALESCE(h.held, 0) AS held
            FROM institutions i LEFT JOIN unnest($6::text[], $7::integer[]) h (institution_id, held) USING (institution_id)
            WHERE COALESCE(h.held, 0) < $8 AND EXISTS (SELECT 1 FROM runtime.jobs j
                WHERE j.owner IS NULL AND j.institution_id = i.institution_id AND j.due_at <= now() AND j.type = ANY ($1)
                    AND NOT {JobIsHeld})
            ORDER BY 2, random() LIMIT $3
        ), due AS MATERIALIZED (
            SELECT share.id FROM waiting w CROSS JOIN LATERAL (
                SELECT q.id, row_number() OVER (ORDER BY q.due_at) AS turn FROM (
                    SELECT j.id, j.due_at FROM runtime.jobs j
                    WHERE j.owner IS NULL AND j.institution_id = w.institution_id AND j.due_at <= now() AND j.type = ANY ($1)
                        AND NOT {JobIsHeld}
                    ORDER BY j.due_at LIMIT LEAST($2, $8 - w.held) FOR UPDATE SKIP LOCKED) q) share
            ORDER BY w.held + share.turn LIMIT $2
        )
        UPDATE runtime.jobs j SET owner = $4, attempt = attempt + 1, due_at = now() + $5
        FROM due WHERE j.id = due.id
        RETURNING j.id, j.type, j.attempts, j.attempt, j.institution_id, j.trace,
            (SELECT i.revision FROM runtime.instances i WHERE i.id = runtime.instance_of(j.id))
        """;

    // pk_jobs; only while the attempts still hold them.
    public const string RenewJobs = """
        UPDATE runtime.jobs j SET due_at = now() + $3 FROM unnest($1::uuid[], $2::integer[]) held (id, attempt)
        WHERE j.id = held.id AND j.attempt = held.attempt AND j.owner = $4 RETURNING j.id, j.attempt
        """;

    // pk_jobs: the batch is undone when somebody else has the job. One that its node keeps has no row, and is nobody else's.
    public const string CheckAttempt = """
        UPDATE runtime.jobs SET attempt = CASE WHEN attempt = $2 AND owner = $3 THEN attempt END WHERE id = $1
        """;

    // pk_jobs; only while the attempt still holds it.
    public const string RestJob = """
        UPDATE runtime.jobs SET owner = NULL, due_at = now() + $3, last_error = $4
        WHERE id = $1 AND attempt = $2 AND owner = $5
        """;

    // pk_jobs, pk_instances: a job given back undone does not count as an attempt. That of a held instance waits for it;
    // the instance is locked meanwhile, for else it could be let go between our look and our write.
    public const string ReturnJob = """
        WITH held AS (SELECT id FROM runtime.instances WHERE id = $4 AND status = 2 FOR SHARE)
        UPDATE runtime.jobs SET owner = NULL, attempt = attempt - 1,
            due_at = CASE WHEN EXISTS (SELECT 1 FROM held) THEN 'infinity' ELSE now() END
        WHERE id = $1 AND attempt = $2 AND owner = $3
        """;

    // pk_timers, pk_instances: a timer of a held instance waits for it, as above.
    public const string HoldTimer = """
        WITH held AS (SELECT id FROM runtime.instances WHERE id = $2 AND status = 2 FOR SHARE)
        UPDATE runtime.timers t SET taken_until = 'infinity' FROM held WHERE t.id = $1
        """;

    // pk_timers: taken before its hold was placed. The hold keeps it now, and no lease when that is lifted.
    public const string FreeTimer = """
        UPDATE runtime.timers SET taken_until = '-infinity' WHERE id = $1 AND taken_until <> 'infinity'
        """;

    public const string InsertTimer = """
        INSERT INTO runtime.timers (id, institution_id, element_id, due_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET due_at = EXCLUDED.due_at, taken_until = '-infinity', due_before = NULL
        """;

    // pk_timers
    public const string DeleteTimer = "DELETE FROM runtime.timers WHERE id = $1";

    // ix_timers_turn: an equal share for each institution that has any due, so that none waits for another's midnight; of each in
    // due order. Timers another node is firing are passed over, and held ones.
    public static readonly string TakeTimers = $"""
        {TimerInstitutions}, waiting AS MATERIALIZED (
            SELECT i.institution_id FROM institutions i WHERE EXISTS (SELECT 1 FROM runtime.timers t
                WHERE t.institution_id = i.institution_id AND t.due_at <= $1 AND t.taken_until < now() AND NOT {TimerIsHeld})
        ), due AS MATERIALIZED (
            SELECT share.id FROM waiting w CROSS JOIN LATERAL (
                SELECT t.id FROM runtime.timers t
                WHERE t.institution_id = w.institution_id AND t.due_at <= $1 AND t.taken_until < now() AND NOT {TimerIsHeld}
                ORDER BY t.due_at LIMIT (SELECT GREATEST(1, $2 / count(*)) FROM waiting) FOR UPDATE SKIP LOCKED) share)
        UPDATE runtime.timers t SET taken_until = now() + $3 FROM due WHERE t.id = due.id
        RETURNING t.id, t.institution_id, t.due_at
        """;

    // ix_timers_turn
    public const string NextTimer = $"""
        {TimerInstitutions}
        SELECT min((SELECT t.due_at FROM runtime.timers t WHERE t.institution_id = i.institution_id AND t.due_at > $1 AND t.due_at < 'infinity'
            ORDER BY t.due_at LIMIT 1)) FROM institutions i
        """;

    // Institutions that have timers, one look at the index for each.
    private const string TimerInstitutions = """
        WITH RECURSIVE institutions AS (
            (SELECT institution_id FROM runtime.timers ORDER BY institution_id LIMIT 1)
            UNION ALL
            SELECT (SELECT t.institution_id FROM runtime.timers t WHERE t.institution_id > i.institution_id ORDER BY t.institution_id LIMIT 1)
            FROM institutions i WHERE i.institution_id IS NOT NULL
        )
        """;

    // One key at a time: a message and a subscription that come at once must see one another.
    public const string LockKey = "SELECT pg_advisory_xact_lock(hashtextextended($1 || chr(31) || $2 || chr(31) || $3, 0))";

    // ix_messages_buffered: an early message, if any, belongs to the new subscription from its first moment. Locked while it is
    // chosen: one that is withdrawn this moment is passed over, and the next is found.
    public const string InsertSubscription = """
        WITH early AS (
            UPDATE runtime.messages SET fate = 2, target = $1 WHERE id = (
                SELECT m.id FROM runtime.messages m
                WHERE m.institution_id = $2 AND m.name = $4 AND m.correlation_key = $5 AND m.fate = 1 AND m.kind = $3
                    AND m.expires_at > $7
                ORDER BY m.id LIMIT 1 FOR UPDATE)
            RETURNING id)
        INSERT INTO runtime.subscriptions (id, institution_id, kind, name, correlation_key, element_id, message_id)
        VALUES ($1, $2, $3, $4, $5, $6, (SELECT id FROM early))
        """;

    // pk_subscriptions, ix_messages_target: a message on its way to a point that closes looks for another, at once: it may
    // have been set aside because the point was held.
    public const string CloseSubscription = """
        WITH closed AS (DELETE FROM runtime.subscriptions WHERE id = $1 RETURNING message_id)
        UPDATE runtime.messages m SET fate = 0, target = NULL, retry_at = now() FROM closed
        WHERE m.id = closed.message_id AND m.fate = 2
        """;

    public const string InsertMessage = """
        INSERT INTO runtime.messages (id, institution_id, kind, name, correlation_key, sender_id, fate, variables, actor,
            on_behalf_of, purpose, published_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (institution_id, name, sender_id) WHERE sender_id IS NOT NULL DO NOTHING
        """;

    // pk_incidents
    public const string InsertIncident = """
        INSERT INTO runtime.incidents (id, institution_id, business_key, package_key, package_version, element_id, job_type,
            code, text, raised_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    public const string DeleteIncident = "DELETE FROM runtime.incidents WHERE id = $1";

    public const string Announce = "SELECT pg_notify('digisoc_runtime', $1)";

    private const string StillKept = " AND kept_job = $26 AND kept_by = $27";

    private const string KeepNoMore = ", kept_job = NULL, kept_by = NULL, kept_attempts = NULL";

    private static string UnlessHeld(string element) => $" AND NOT {HoldSql.IsHeld(HoldSql.OfInstance("instances", element))}";

    private static string Insert(string revision, string columns, string values) => $"""
        WITH told AS (
            INSERT INTO runtime.events ({EventColumns})
            VALUES ($1, $11, $17, $2, $3, $7, $13, $4, $5, $12, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28))
        INSERT INTO runtime.instances (id, institution_id, business_key, package_key, package_version, process_id, root_id,
            parent_part, revision, status, state, chain_number, chain_hash, step_id, law_date, started_at, started_by,
            updated_at, ended_at{columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, {revision}, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18{values})
        """;

    private static string Update(string guard, string set) => $"""
        WITH told AS (
            INSERT INTO runtime.events ({EventColumns})
            VALUES ($1, $5, $8, $11, $12, $13, $7, $14, $15, $6, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25))
        UPDATE runtime.instances SET revision = CASE WHEN revision = $2{guard} THEN $2 + 1 END, status = $3, state = $4,
            chain_number = $5, chain_hash = $6, step_id = $7, updated_at = $8, ended_at = $9, package_version = $10{set}
        WHERE id = $1
        """;

    private static string TimerIsHeld => HoldSql.IsHeld(HoldSql.OfPart("t.institution_id", "t.element_id", "t.id"));

    private static string JobIsHeld => HoldSql.IsHeld(HoldSql.OfJob("j.institution_id", "j.type", "j.element_id", "j.id"));

    private const string EventColumns = """
        instance_id, number, at, institution_id, business_key, root_id, step_id, package_key, package_version, hash,
                law_date, operation, part_id, element_id, actor, on_behalf_of, purpose, input_hash, events, previous_hash
        """;
}
