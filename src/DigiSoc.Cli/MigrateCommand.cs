using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;

namespace DigiSoc.Cli;

/// <summary><c>digisoc migrate KEY FROM TO</c>: carries cases over to another version, with a mapping of renamed elements; looked at first.</summary>
/// <remarks>
/// Without a reason the proposed mapping is printed and nothing is begun. With one a dry run says of each process whether it can go;
/// with <c>--carry-out</c> those that can then do. Exit code 0: all can, or did; 1: refused, or at least one cannot; 2: wrong usage.
/// </remarks>
internal static class MigrateCommand
{
    private const int ShownRefusals = 20;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(300);

    private sealed record Order(string Key, int From, int To, string Reason, IReadOnlyDictionary<string, string> Renamed, string[] Cases, bool Proposed, bool CarryOut);

    public static Command Create()
    {
        var key = new Argument<string>("KEY") { Description = "The package, for example gmi-benefit." };
        var from = new Argument<int>("FROM") { Description = "The version processes are on." };
        var to = new Argument<int>("TO") { Description = "The version they are on afterwards." };
        var rename = new Option<string[]>("--rename") { Description = "An element that has another id in the target: old=new, or process/old=new in one process of the package. May be repeated.", DefaultValueFactory = _ => [] };
        var proposed = new Option<bool>("--proposed") { Description = "Takes the proposed mapping; --rename goes before it." };
        var cases = new Option<string[]>("--case") { Description = "Only this case, by its number. May be repeated.", DefaultValueFactory = _ => [] };
        var reason = new Option<string>("--reason") { Description = "Why; it goes into every history. Without it the proposed mapping is printed.", DefaultValueFactory = _ => "" };
        var carryOut = new Option<bool>("--carry-out") { Description = "Does what the dry run found possible." };
        var command = new Command("migrate", "Carries processes on a running DigiSoc over to another version of their package; a dry run unless --carry-out.")
        {
            key, from, to, rename, proposed, cases, reason, carryOut,
        };
        command.Validators.Add(parsed => Validate(parsed, parsed.GetValue(rename) ?? [], parsed.GetValue(carryOut) && string.IsNullOrWhiteSpace(parsed.GetValue(reason))));
        var onServer = Server.OptionsOf(command);
        command.SetAction((parsed, ct) =>
        {
            var order = new Order(
                parsed.GetRequiredValue(key),
                parsed.GetRequiredValue(from),
                parsed.GetRequiredValue(to),
                parsed.GetRequiredValue(reason),
                parsed.GetRequiredValue(rename).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]),
                parsed.GetRequiredValue(cases),
                parsed.GetValue(proposed),
                parsed.GetValue(carryOut));
            return onServer(parsed, server => RunAsync(server, order, ct), ct);
        });
        return command;
    }

    private static void Validate(CommandResult parsed, string[] renames, bool lacksReason)
    {
        foreach (var wrong in renames.Where(pair => pair.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]))
        {
            parsed.AddError($"CLI-016 migrate: expected --rename old=new, got {wrong}. Write the id in the version processes are on, and the one in the target.");
        }

        foreach (var twice in renames.GroupBy(pair => pair.Split('=')[0]).Where(same => same.Count() > 1))
        {
            parsed.AddError($"CLI-016 migrate: {twice.Key} is renamed twice. Name one target.");
        }

        if (lacksReason)
        {
            parsed.AddError("CLI-017 migrate: expected --reason with --carry-out. It goes into every history.");
        }
    }

    private static async Task<int> RunAsync(Server server, Order order, CancellationToken ct)
    {
        var draft = order.Proposed || string.IsNullOrWhiteSpace(order.Reason)
            ? await server.GetAsync($"packages/{Uri.EscapeDataString(order.Key)}/migration?from={order.From}&to={order.To}", ct)
            : new JsonObject { ["elements"] = new JsonArray() };
        if (draft is null)
        {
            return 1;
        }

        var elements = draft["elements"]!.AsArray();
        if (string.IsNullOrWhiteSpace(order.Reason))
        {
            Print(elements);
            return 0;
        }

        var renamed = elements
            .Where(element => element!["target"] is not null && !IsKept(element))
            .ToDictionary(element => (string)element!["source"]!, element => (string)element!["target"]!);
        foreach (var (source, target) in order.Renamed)
        {
            renamed[source] = target;
        }

        return await MigrateAsync(server, order with { Renamed = renamed }, ct);
    }

    private static void Print(JsonArray elements)
    {
        foreach (var element in elements.Where(element => !IsKept(element!)))
        {
            Console.Out.WriteLine(element!["target"] is { } target
                ? $"{element["source"]} → {target}  {element["reason"]}"
                : $"{element["source"]} → ?  could be: {Candidates(element)}");
        }

        Console.Out.WriteLine(
            $"migrate: {elements.Count(element => IsKept(element!))} keep their id, {elements.Count(element => !IsKept(element!) && element!["target"] is not null)} proposed, {elements.Count(element => element!["target"] is null)} without a counterpart");
    }

    private static string Candidates(JsonNode element) =>
        element["candidates"]!.AsArray() is { Count: > 0 } candidates ? string.Join(", ", candidates.Select(one => (string)one!["id"]!)) : "nothing of its kind";

    private static bool IsKept(JsonNode element) => (string?)element["reason"] == "same-id";

    private static async Task<int> MigrateAsync(Server server, Order order, CancellationToken ct)
    {
        var preview = await EndedAsync(
            server,
            await server.PostAsync(
                "bulks",
                new
                {
                    operation = "migrate",
                    packageKey = order.Key,
                    packageVersion = order.From,
                    targetVersion = order.To,
                    renamed = order.Renamed,
                    cases = order.Cases.Length > 0 ? order.Cases : null,
                    reason = order.Reason,
                },
                ct),
            ct);
        if (preview is null || !await TellAsync(server, preview, "can be migrated", ct))
        {
            return 1;
        }

        if (!order.CarryOut || (int)preview["done"]! == 0)
        {
            return (int)preview["refused"]! == 0 ? 0 : 1;
        }

        var real = await EndedAsync(server, await server.PostAsync($"bulks/{preview["bulkId"]}/carry-out", new { }, ct), ct);
        return real is not null && await TellAsync(server, real, "migrated", ct) && (int)preview["refused"]! + (int)real["refused"]! == 0 ? 0 : 1;
    }

    private static async Task<JsonNode?> EndedAsync(Server server, JsonNode? bulk, CancellationToken ct)
    {
        while ((string?)bulk?["state"] == "running")
        {
            await Task.Delay(Beat, ct);
            bulk = await server.GetAsync($"bulks/{bulk["bulkId"]}", ct);
        }

        return bulk;
    }

    private static async Task<bool> TellAsync(Server server, JsonNode bulk, string done, CancellationToken ct)
    {
        Console.Out.WriteLine($"{bulk["done"]} of {bulk["total"]} {done}, {bulk["refused"]} refused{((int)bulk["open"]! > 0 ? $", {bulk["open"]} not judged: it was stopped" : "")}.");
        if ((int)bulk["refused"]! == 0)
        {
            return true;
        }

        if (await server.GetAsync($"bulks/{bulk["bulkId"]}/items?verdict=refused&size={ShownRefusals}", ct) is not { } items)
        {
            return false;
        }

        foreach (var item in items["items"]!.AsArray())
        {
            Console.Out.WriteLine($"  {item!["caseNumber"] ?? item["instanceId"]}  {item["code"]} {item["text"]}");
        }

        if (items["next"] is not null)
        {
            Console.Out.WriteLine($"  … all of them: /operations/bulk/{bulk["bulkId"]}");
        }

        return true;
    }
}
