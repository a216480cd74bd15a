using System.Globalization;
using DigiSoc.Benchmarks.Measuring;
using DigiSoc.Cases;
using DigiSoc.Postgres;
using DigiSoc.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DigiSoc.Benchmarks.Workplace;

/// <summary>A page of 50 of the worker's list, of the team's and of the institution's, in each order, among few and many open tasks.</summary>
internal static class TaskPages
{
    private const int Mine = 50;

    private static readonly OperationContext Anna = new("ogre", "anna") { Groups = ["worker"], IsSupervisor = true };

    private static readonly Worker Manager = new("ogre", "anna", "Anna", ["worker", Role.Manager.Key]);

    private const string EngineRows = """
        INSERT INTO runtime.user_tasks (id, institution_id, business_key, root_id, package_key, package_version, process_id,
            element_id, name, assignee, queue, candidate_groups, candidate_users, due_at, priority, created_at, revision)
        SELECT gen_random_uuid(), 'ogre', 'case-' || n, gen_random_uuid(), 'bench', 1, 'bench', 'assess', 'Assess',
            CASE WHEN n <= $3 THEN 'anna' END, 'worker', '{worker}', '{}', now() + (n % 90) * interval '1 day', n % 101,
            now() - n * interval '1 second', 1
        FROM generate_series($1, $2) n
        """;

    private const string CaseRows = """
        INSERT INTO cases.work_items (task_id, group_key, is_first, institution_id, case_id, case_number, instance_id, title_lv,
            title_en, procedure_lv, procedure_en, applicant_name, package_key, package_version, element_id, assignee_id,
            assignee_name, priority, created_at, due_on, search)
        SELECT gen_random_uuid(), 'worker', true, 'ogre', gen_random_uuid(), 'OGRE-2026-' || n, gen_random_uuid(), 'Izvērtēt', 'Assess',
            'GMI pabalsts', 'GMI benefit', 'Paraugs Vārdiņš', 'bench', 1, 'assess', CASE WHEN n <= $3 THEN 'anna' END,
            CASE WHEN n <= $3 THEN 'Anna' END, n % 101, now() - n * interval '1 second', current_date + (n % 90)::integer,
            'izvertet paraugs vardins ogre-2026-' || n
        FROM generate_series($1, $2) n
        """;

    public static async Task MeasureAsync(Server server, int most, int times)
    {
        var database = await server.DatabaseAsync("pages", [.. CasesSetup.Migrations]);
        await using var engine = Runtime.Engine.Create(
            new() { ConnectionString = Tenancy.AsApplication(database), Housekeeping = false }, [], [], TimeProvider.System);
        await engine.DeployAsync(Engine.MeasuredProcess.Package, Anna);
        await using var application = NpgsqlDataSource.Create(Tenancy.AsApplication(database));
        await using var services = new ServiceCollection().AddSingleton(application).AddSingleton(engine).AddCases().BuildServiceProvider();
        var lists = Lists(engine, services.GetRequiredService<Worklist>()).ToList();
        var totals = new[] { 100, 10_000, most }.Distinct().Order().ToList();
        var figures = new List<List<Latencies>>();
        var filled = 0;
        foreach (var total in totals)
        {
            await FillAsync(database, filled, total);
            filled = total;
            var column = new List<Latencies>();
            foreach (var (_, page) in lists)
            {
                column.Add(await ReadAsync(page, times));
            }

            figures.Add(column);
        }

        Console.WriteLine();
        Console.WriteLine($"| page of 50, p50 ms | {string.Join(" | ", totals.Select(t => t.ToString("N0", CultureInfo.InvariantCulture)))} | growth |");
        Console.WriteLine($"| --- |{string.Concat(totals.Select(_ => " ---: |"))} ---: |");
        for (var at = 0; at < lists.Count; at++)
        {
            var cells = figures.Select(column => column[at].P50.ToString("N2", CultureInfo.InvariantCulture));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {lists[at].Name} | {string.Join(" | ", cells)} | {figures[^1][at].P50 / figures[0][at].P50:N2} |"));
        }
    }

    private static IEnumerable<(string Name, Func<Task<int>> Page)> Lists(Runtime.Engine engine, Worklist worklist)
    {
        foreach (var scope in Enum.GetValues<WorkScope>())
        {
            foreach (var sort in Enum.GetValues<WorkSort>().Where(sort => sort != WorkSort.FollowUp)) // No task here has such a day.
            {
                var query = new WorkQuery(scope, sort);
                yield return ($"product: {scope}, {sort}", async () => (await worklist.PageAsync(Manager, query, CancellationToken.None)).Items.Count);
            }
        }

        (string Name, TaskQuery Query)[] scopes =
        [
            ("mine", new() { Assignee = "anna" }), ("offered", new() { CandidateGroups = ["worker"] }), ("all", new()),
        ];
        foreach (var (name, query) in scopes)
        {
            foreach (var order in Enum.GetValues<TaskOrder>().Where(order => order != TaskOrder.FollowUp))
            {
                yield return ($"engine: {name}, {order}", async () => (await engine.TasksAsync(query with { Order = order }, Anna)).Items.Count);
            }
        }

        yield return ("engine: of one case", async () => (await engine.TasksAsync(new() { BusinessKey = "case-77" }, Anna)).Items.Count);
    }

    private static async Task<Latencies> ReadAsync(Func<Task<int>> page, int times)
    {
        var taken = new List<double>();
        for (var at = 0; at < times + 10; at++)
        {
            var rows = 0;
            var took = await Load.TimeAsync(async () => rows = await page());
            if (rows == 0)
            {
                throw new InvalidOperationException("A page that is measured must show tasks.");
            }

            if (at >= 10) // Before that the statements are being prepared.
            {
                taken.Add(took!.Value);
            }
        }

        return new(taken, TimeSpan.Zero);
    }

    private static async Task FillAsync(string database, int from, int total)
    {
        await using var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { CommandTimeout = 3600 });
        await using var connection = await owner.OpenConnectionAsync();
        // Only the lists are measured: the cases and institutions behind their rows need not be there.
        await ExecuteAsync(connection, "SET session_replication_role = replica");
        foreach (var rows in new[] { EngineRows, CaseRows })
        {
            await using var fill = new NpgsqlCommand(rows, connection);
            fill.Parameters.Add(new() { Value = from + 1 });
            fill.Parameters.Add(new() { Value = total });
            fill.Parameters.Add(new() { Value = Mine });
            await fill.ExecuteNonQueryAsync();
        }

        await ExecuteAsync(connection, "RESET session_replication_role");
        await ExecuteAsync(connection, "VACUUM (ANALYZE) runtime.user_tasks");
        await ExecuteAsync(connection, "VACUUM (ANALYZE) cases.work_items");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
