using System.CommandLine;

namespace DigiSoc.Cli;

/// <summary><c>digisoc suspend PROCESS</c> and <c>digisoc resume PROCESS</c>: one process, and every one it has called, stands still and goes on.</summary>
internal static class SuspendCommand
{
    /// <param name="verb">"suspend" or "resume"; so the API names it too.</param>
    public static Command Create(string verb)
    {
        var id = new Argument<string>("PROCESS") { Description = "Its id; `digisoc where` tells it." };
        var reason = new Option<string>("--reason") { Description = "Why; it goes into the history.", Required = true };
        var command = new Command(verb, verb == "suspend"
            ? "Holds one process on a running DigiSoc, and every one it has called, until it is resumed."
            : "Lets a suspended process on a running DigiSoc, and every one it has called, go on.")
        {
            id, reason,
        };
        var onServer = Server.OptionsOf(command, "marta", "A manager");
        command.SetAction((parsed, ct) => onServer(
            parsed, server => RunAsync(server, verb, parsed.GetRequiredValue(id), parsed.GetRequiredValue(reason), ct), ct));
        return command;
    }

    private static async Task<int> RunAsync(Server server, string verb, string id, string reason, CancellationToken ct)
    {
        if (await server.GetAsync($"processes/{Uri.EscapeDataString(id)}", ct) is not { } process
            || await server.PostAsync($"cases/{process["caseId"]}/processes/{id}/{verb}", new { reason }, ct) is not { } place)
        {
            return 1;
        }

        Console.Out.WriteLine($"{verb}: {process["caseNumber"]} / {process["processId"]} is {place["state"]}.");
        return 0;
    }
}
