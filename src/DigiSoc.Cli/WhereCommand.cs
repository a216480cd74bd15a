using System.CommandLine;
using System.Text.Json.Nodes;

namespace DigiSoc.Cli;

/// <summary><c>digisoc where CASE|PROCESS</c>: what stands where and why it waits, of one process or of all that go on in a case.</summary>
internal static class WhereCommand
{
    public static Command Create()
    {
        var what = new Argument<string>("CASE|PROCESS") { Description = "A case's number, such as OGR-2026-000001, or the id of one of its processes." };
        var variables = new Option<bool>("--variables") { Description = "Also what each scope knows, as FEEL." };
        var command = new Command("where", "Where a case of a running DigiSoc is, why it waits, and what it calls.") { what, variables };
        var onServer = Server.OptionsOf(command, "marta", "A manager");
        command.SetAction((parsed, ct) => onServer(
            parsed, server => RunAsync(server, parsed.GetRequiredValue(what), parsed.GetValue(variables), ct), ct));
        return command;
    }

    private static async Task<int> RunAsync(Server server, string what, bool withVariables, CancellationToken ct)
    {
        if (await ProcessesAsync(server, what, ct) is not { } ids)
        {
            return 1;
        }

        foreach (var id in ids)
        {
            if (await server.GetAsync($"processes/{id}", ct) is not { } process)
            {
                return 1;
            }

            Print(process, withVariables);
        }

        Console.Out.WriteLine($"where: {Counted.Of(ids.Count, "process", "processes")} of {what}");
        return 0;
    }

    /// <summary>Null: there is no such case, which has been said.</summary>
    private static async Task<IReadOnlyList<string>?> ProcessesAsync(Server server, string what, CancellationToken ct)
    {
        if (Guid.TryParse(what, out var process))
        {
            return [process.ToString()];
        }

        var found = (await server.GetAsync($"cases?search={Uri.EscapeDataString(what)}", ct))?["items"]!.AsArray()
            .FirstOrDefault(one => (string?)one!["caseNumber"] == what);
        if (found is null)
        {
            await Console.Error.WriteLineAsync($"CLI-018 where: there is no case {what}. Give its whole number, or the id of a process.");
            return null;
        }

        return (await server.GetAsync($"cases/{found["caseId"]}/whereabouts", ct))?["places"]!.AsArray()
            .Where(place => (string?)place!["state"] is "active" or "suspended")
            .Select(place => (string)place!["instanceId"]!)
            .ToList();
    }

    private static void Print(JsonNode process, bool withVariables)
    {
        Console.Out.WriteLine(
            $"{process["caseNumber"]}  {process["packageKey"]}@{process["packageVersion"]} / {process["processId"]}  {process["state"]}  revision {process["revision"]}  process {process["instanceId"]}");
        foreach (var stay in process["stays"]!.AsArray())
        {
            PrintStay(stay!, withVariables);
        }
    }

    private static void PrintStay(JsonNode stay, bool withVariables)
    {
        var indent = new string(' ', 2 * ((int)stay["depth"]! + 1));
        Console.Out.WriteLine($"{indent}{stay["number"]}  {stay["elementId"]}  {stay["type"]}{((int)stay["round"]! > 0 ? $"  round {stay["round"]}" : "")}");
        foreach (var wait in stay["waits"]!.AsArray())
        {
            Console.Out.WriteLine($"{indent}  {wait!["kind"]}: {wait["forWhom"]!["en"]}: {wait["what"]!["en"]}, since {wait["since"]}{(wait["until"] is { } until ? $", until {until}" : "")}{(wait["obstacle"] is { } obstacle ? $". {obstacle["en"]}" : "")}");
        }

        if (stay["calls"] is { } called)
        {
            Console.Out.WriteLine($"{indent}  calls process {called}");
        }

        foreach (var variable in withVariables ? stay["variables"]!.AsArray() : [])
        {
            Console.Out.WriteLine($"{indent}  {variable!["name"]} = {variable["value"]}");
        }
    }
}
