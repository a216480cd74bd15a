using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigiSoc.Cli;

/// <summary><c>digisoc modify PROCESS</c>: moves tokens, begins and ends steps, sets variables of one process by hand; looked at first.</summary>
/// <remarks>
/// All changes are one order: done together or not at all. Without <c>--carry-out</c> it is only said what would happen. With it the same is said
/// and then done, unless the process has changed in between. Exit code 0: possible, or done; 1: refused; 2: wrong usage.
/// </remarks>
internal static class ModifyCommand
{
    private sealed record Options(
        Argument<string> Process, Option<string[]> Start, Option<string[]> End, Option<string[]> Restart, Option<string[]> Move, Option<string[]> Set,
        Option<FileInfo?> File, Option<string> Reason, Option<bool> CarryOut, Option<bool> DryRun)
    {
        public IEnumerable<Option<string[]>> OfChanges => [Start, End, Restart, Move, Set];
    }

    public static Command Create()
    {
        var options = new Options(
            new("PROCESS") { Description = "Its id; `digisoc where` tells it." },
            Many("--start", "An element a token is put on: ELEMENT, or ELEMENT@NUMBER inside one of several stays."),
            Many("--end", "The number of a stay that ends with all it holds."),
            Many("--restart", "The number of a stay whose step begins anew."),
            Many("--move", "NUMBER=ELEMENT: the stay ends, the element begins."),
            Many("--set", "name=VALUE in the process, NUMBER/name=VALUE in a stay; VALUE is JSON or FEEL."),
            new("--file") { Description = "An order as the API takes it (changes, reason), in place of the options above." },
            new("--reason") { Description = "Why; it goes into the history.", DefaultValueFactory = _ => "" },
            new("--carry-out") { Description = "Does it. Without it, it is only said what would happen." },
            new("--dry-run") { Description = "Only says what would happen; so it is without --carry-out." });
        var command = new Command("modify", "Changes one process on a running DigiSoc by hand, all at once; a dry run unless --carry-out.")
        {
            options.Process, options.Start, options.End, options.Restart, options.Move, options.Set, options.File, options.Reason, options.CarryOut, options.DryRun,
        };
        command.Validators.Add(parsed => Validate(parsed, options));
        var onServer = Server.OptionsOf(command, "marta", "A manager");
        command.SetAction((parsed, ct) => onServer(parsed, server => RunAsync(server, parsed, options, ct), ct));
        return command;
    }

    private static Option<string[]> Many(string name, string description) =>
        new(name) { Description = description + " May be repeated.", DefaultValueFactory = _ => [] };

    private static void Validate(CommandResult parsed, Options options)
    {
        var changes = options.OfChanges.Sum(option => parsed.GetValue(option)?.Length ?? 0);
        if ((parsed.GetValue(options.File) is null) == (changes == 0))
        {
            parsed.AddError("CLI-022 modify: expected changes (--start, --end, --restart, --move, --set), or --file. Give one of the two.");
        }

        foreach (var wrong in new[] { options.Move, options.Set }.SelectMany(option => parsed.GetValue(option) ?? [])
            .Where(pair => pair.Split('=', 2) is not [{ Length: > 0 }, { Length: > 0 }]))
        {
            parsed.AddError($"CLI-023 modify: expected --move NUMBER=ELEMENT and --set name=VALUE, got {wrong}. Write both sides.");
        }

        if (parsed.GetValue(options.CarryOut) && parsed.GetValue(options.DryRun))
        {
            parsed.AddError("CLI-024 modify: --carry-out and --dry-run contradict one another. Give one.");
        }

        if (parsed.GetValue(options.CarryOut) && parsed.GetValue(options.File) is null && string.IsNullOrWhiteSpace(parsed.GetValue(options.Reason)))
        {
            parsed.AddError("CLI-025 modify: expected --reason with --carry-out. It goes into the history.");
        }
    }

    private static async Task<int> RunAsync(Server server, ParseResult parsed, Options options, CancellationToken ct)
    {
        var id = parsed.GetRequiredValue(options.Process);
        if (await server.GetAsync($"processes/{Uri.EscapeDataString(id)}", ct) is not { } process)
        {
            return 1;
        }

        if (await OrderAsync(process, parsed, options, ct) is not { } order)
        {
            return 2;
        }

        var address = $"cases/{process["caseId"]}/processes/{id}/modify";
        if (await SendAsync(server, address, order, process, isDryRun: true, ct) is not { } foreseen)
        {
            return 1;
        }

        Print(foreseen["outlook"]!.AsArray());
        if (!parsed.GetValue(options.CarryOut))
        {
            Console.Out.WriteLine("modify: nothing has been done; --carry-out does it.");
            return 0;
        }

        if (await SendAsync(server, address, order, process, isDryRun: false, ct) is null)
        {
            return 1;
        }

        Console.Out.WriteLine($"modify: done; {process["caseNumber"]} says so in its timeline.");
        return 0;
    }

    /// <summary>Null: it cannot be read, which has been said.</summary>
    private static async Task<JsonObject?> OrderAsync(JsonNode process, ParseResult parsed, Options options, CancellationToken ct)
    {
        if (parsed.GetValue(options.File) is { } file)
        {
            return await ReadAsync(file, parsed.GetRequiredValue(options.Reason), ct);
        }

        var order = new ModifyOrder(process);
        Each(options.Set, order.Set);
        Each(options.Start, order.Start);
        Each(options.Restart, order.Restart);
        Each(options.Move, order.Move);
        Each(options.End, order.End);
        if (order.Wrong.Count > 0)
        {
            await Console.Error.WriteLineAsync($"CLI-026 modify: the process has no stay {string.Join(", ", order.Wrong)}. See `digisoc where {process["instanceId"]}`.");
            return null;
        }

        return new() { ["changes"] = order.Changes, ["reason"] = parsed.GetRequiredValue(options.Reason) };

        void Each(Option<string[]> option, Action<string> add) => Array.ForEach(parsed.GetRequiredValue(option), value => add(value));
    }

    private static async Task<JsonObject?> ReadAsync(FileInfo file, string reason, CancellationToken ct)
    {
        try
        {
            if (JsonNode.Parse(await File.ReadAllTextAsync(file.FullName, ct)) is JsonObject order && order["changes"] is JsonArray)
            {
                order["reason"] = reason.Length > 0 ? reason : (string?)order["reason"];
                return order;
            }

            await Console.Error.WriteLineAsync($"CLI-027 modify: {file} is no order. Expected {{ \"changes\": [ … ], \"reason\": \"…\" }}.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            await Console.Error.WriteLineAsync($"CLI-027 modify: {file} cannot be read: {unreadable.Message}");
        }

        return null;
    }

    // By the revision that was looked at: what is done is what was said.
    private static Task<JsonNode?> SendAsync(Server server, string address, JsonObject order, JsonNode process, bool isDryRun, CancellationToken ct)
    {
        var sent = order.DeepClone().AsObject();
        sent["isDryRun"] = isDryRun;
        sent["revision"] = (long)process["revision"]!;
        return server.PostAsync(address, sent, ct);
    }

    private static void Print(JsonArray outlook)
    {
        foreach (var one in outlook)
        {
            Console.Out.WriteLine($"{one!["title"]!["en"]}  process {one["instanceId"]}  {((bool)one["isStarted"]! ? "called anew" : one["state"])}");
            Print(one["ends"]!.AsArray(), "ends");
            Print(one["begins"]!.AsArray(), "begins");
            foreach (var variable in one["variables"]!.AsArray())
            {
                Console.Out.WriteLine($"  sets    {variable!["inside"]}/{variable["name"]}: {variable["before"] ?? "–"} → {variable["after"]}");
            }

            foreach (var incident in one["incidents"]!.AsArray())
            {
                Console.Out.WriteLine($"  stops   {incident!["elementId"]}: {incident["code"]} {incident["text"]!["en"]}");
            }

            foreach (var sent in one["sends"]!.AsArray())
            {
                Console.Out.WriteLine($"  sends   {sent}");
            }
        }
    }

    private static void Print(JsonArray stays, string what)
    {
        foreach (var stay in stays)
        {
            var waits = stay!["waits"]!.AsArray().Select(wait =>
                $"{wait!["kind"]} {wait["title"]!["en"]}{(wait["forWhom"] is { } whom ? $" ({whom["en"]})" : "")}{(wait["until"] is { } until ? $" at {until}" : "")}{((bool)wait["hasDraft"]! ? ", its draft is lost" : "")}");
            Console.Out.WriteLine($"  {what,-7} {stay["number"]}  {stay["elementId"]}  {string.Join("; ", waits)}".TrimEnd());
        }
    }
}
