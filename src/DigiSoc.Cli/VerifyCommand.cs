using System.CommandLine;
using System.Text;
using DigiSoc.Documents;
using DigiSoc.Postgres;
using DigiSoc.Registers;
using DigiSoc.Registers.Audit;
using DigiSoc.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DigiSoc.Cli;

/// <summary><c>digisoc verify --database …</c>: holds a database against itself: histories, states, packages, documents, the log of access.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var database = new Option<string?>("--database") { Description = "Connection string of the owner of the schemas; or DIGISOC_DATABASE." };
        var note = new Option<FileInfo?>("--note") { Description = "Writes where each history stands; keep the file outside the database." };
        var against = new Option<FileInfo?>("--against") { Description = "A file written by --note: nothing noted there may be gone." };
        var command = new Command("verify", "Holds a database against itself, as after a restore. Changes nothing; nodes may go on working.")
        {
            database, note, against,
        };
        command.SetAction((parsed, ct) => RunAsync(
            parsed.GetValue(database) ?? Environment.GetEnvironmentVariable("DIGISOC_DATABASE"), parsed.GetValue(note), parsed.GetValue(against), ct));
        return command;
    }

    private static async Task<int> RunAsync(string? database, FileInfo? note, FileInfo? against, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(database))
        {
            await Console.Error.WriteLineAsync("CLI-040 verify: expected a connection string. Give --database \"Host=…;Database=…;Username=…;Password=…\" or DIGISOC_DATABASE.");
            return 2;
        }

        if (against is { Exists: false })
        {
            await Console.Error.WriteLineAsync($"CLI-041 verify: expected a file written by --note, found nothing at {against.FullName}. Correct --against.");
            return 2;
        }

        try
        {
            var wrong = await RuntimeAsync(database, note, against, ct);
            wrong += await InstitutionsAsync(database, ct);
            Console.Out.WriteLine(wrong == 0 ? "verify: sound" : $"verify: {wrong} things are wrong");
            return wrong == 0 ? 0 : 1;
        }
        catch (Exception failure) when (failure is NpgsqlException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"CLI-042 verify: cannot go on: {failure.Message} Correct --database or the file, or read the server's log.");
            return 2;
        }
    }

    private static async Task<long> RuntimeAsync(string database, FileInfo? note, FileInfo? against, CancellationToken ct)
    {
        using var noted = against?.OpenText();
        await using var heads = note is null ? null : new StreamWriter(note.FullName, append: false, new UTF8Encoding(false));
        var report = await RuntimeVerifier.VerifyAsync(database, noted, heads, ct);
        foreach (var finding in report.Found)
        {
            Console.Out.WriteLine($"{finding.Code} {finding.Text}");
        }

        if (report.Count > report.Found.Count)
        {
            Console.Out.WriteLine($"… and {report.Count - report.Found.Count} more");
        }

        Console.Out.WriteLine(
            $"processes: {report.Instances} instances, {report.Entries} entries of history ({report.Dropped} histories shortened by retention), "
            + $"{report.OpenParts} open parts, {report.Packages} versions of packages, {report.NotedHeads} noted heads; {report.Count} wrong");
        return report.Count;
    }

    private static async Task<long> InstitutionsAsync(string database, CancellationToken ct)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(_ => NpgsqlDataSource.Create(Tenancy.AsApplication(database)))
            .AddRegisters(_ => { })
            .BuildServiceProvider();
        var audit = services.GetRequiredService<IReadAudit>();
        var documents = new DocumentStore(services.GetRequiredService<NpgsqlDataSource>());
        var wrong = 0L;
        foreach (var institution in await InstitutionIdsAsync(database, ct))
        {
            var links = await audit.VerifyAsync(institution, null, ct);
            if (links.FirstBroken is { } broken)
            {
                Console.Out.WriteLine($"{broken.Problem.Code} {institution}, link {broken.Sequence} of the log of access: {broken.Problem.Text}");
                wrong++;
            }

            var (kept, changed) = await documents.VerifyAsync(institution, ct);
            foreach (var id in changed)
            {
                Console.Out.WriteLine($"DOC-039 {institution}, document {id}: its content is not the one it was kept with. Compare with a backup.");
                wrong++;
            }

            Console.Out.WriteLine($"{institution}: {links.LinksChecked} links of the log of access, head {links.Head}; {kept} documents");
        }

        return wrong;
    }

    private static async Task<List<string>> InstitutionIdsAsync(string database, CancellationToken ct)
    {
        await using var owner = NpgsqlDataSource.Create(database);
        await using var command = owner.CreateCommand("SELECT institution_id FROM cases.institutions ORDER BY 1");
        await using var rows = await command.ExecuteReaderAsync(ct);
        var ids = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            ids.Add(rows.GetString(0));
        }

        return ids;
    }
}
