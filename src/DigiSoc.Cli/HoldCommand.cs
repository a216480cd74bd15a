using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace DigiSoc.Cli;

/// <summary><c>digisoc hold</c>: a job type, a step or a definition stands still; <c>digisoc lift HOLD</c>: it goes on.</summary>
internal static class HoldCommand
{
    public static Command Create()
    {
        var jobType = new Option<string?>("--job-type") { Description = "A kind of job, in all packages." };
        var package = new Option<string?>("--package") { Description = "A package, for example gmi-benefit, or one version of it: gmi-benefit@2." };
        var process = new Option<string?>("--process") { Description = "Only this process of it." };
        var element = new Option<string?>("--element") { Description = "Only this step." };
        var refuseStarts = new Option<bool>("--refuse-starts") { Description = "Also starts nothing anew (without --element)." };
        var until = new Option<DateTimeOffset?>("--until") { Description = "When it is lifted by itself, for example 2026-12-01T08:00+02:00." };
        var reason = new Option<string>("--reason") { Description = "Why; it is kept with who and when.", DefaultValueFactory = _ => "" };
        var command = new Command("hold", "Holds a job type, a step, a process or a package on a running DigiSoc; without any of them lists what is held.")
        {
            jobType, package, process, element, refuseStarts, until, reason,
        };
        command.Validators.Add(parsed =>
        {
            var isNamed = parsed.GetValue(jobType) is not null || parsed.GetValue(package) is not null;
            if (!isNamed && ((Option[])[process, element, refuseStarts, until, reason]).Any(option => parsed.GetResult(option) is { Implicit: false }))
            {
                parsed.AddError("CLI-028 hold: expected --job-type or --package. Say what to hold; without any option what is held is listed.");
            }

            if (parsed.GetValue(package)?.Split('@') is [_, var number] && !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                parsed.AddError($"CLI-029 hold: expected --package KEY or KEY@VERSION, got the version {number}. A version is a whole number.");
            }
        });
        var onServer = Server.OptionsOf(command, role: "A process designer or manager");
        command.SetAction((parsed, ct) => onServer(
            parsed,
            server => parsed.GetValue(jobType) is null && parsed.GetValue(package) is null ? ListAsync(server, ct) : PlaceAsync(
                server,
                new
                {
                    jobType = parsed.GetValue(jobType),
                    packageKey = parsed.GetValue(package)?.Split('@')[0],
                    packageVersion = parsed.GetValue(package)?.Split('@') is [_, var number] ? int.Parse(number, CultureInfo.InvariantCulture) : (int?)null,
                    processId = parsed.GetValue(process),
                    elementId = parsed.GetValue(element),
                    refusesStarts = parsed.GetValue(refuseStarts),
                    endsAt = parsed.GetValue(until),
                    reason = parsed.GetRequiredValue(reason),
                },
                ct),
            ct));
        return command;
    }

    public static Command CreateLift()
    {
        var hold = new Argument<Guid>("HOLD") { Description = "Its id; `digisoc hold` lists them." };
        var reason = new Option<string>("--reason") { Description = "Why; it is kept with who and when.", Required = true };
        var command = new Command("lift", "Lifts a hold on a running DigiSoc: everything that waited for it goes on.") { hold, reason };
        var onServer = Server.OptionsOf(command, role: "A process designer or manager");
        command.SetAction((parsed, ct) => onServer(
            parsed, server => LiftAsync(server, parsed.GetRequiredValue(hold), parsed.GetRequiredValue(reason), ct), ct));
        return command;
    }

    private static async Task<int> ListAsync(Server server, CancellationToken ct)
    {
        if (await server.GetAsync("holds", ct) is not JsonArray holds)
        {
            return 1;
        }

        foreach (var hold in holds)
        {
            Console.Out.WriteLine(Line(hold!));
        }

        Console.Out.WriteLine($"hold: {Counted.Of(holds.Count, "hold")} in force");
        return 0;
    }

    private static async Task<int> PlaceAsync(Server server, object order, CancellationToken ct)
    {
        if (await server.PostAsync("holds", order, ct) is not { } placed)
        {
            return 1;
        }

        Console.Out.WriteLine(Line(placed));
        return 0;
    }

    private static async Task<int> LiftAsync(Server server, Guid hold, string reason, CancellationToken ct)
    {
        if (await server.PostAsync($"holds/{hold}/lift", new { reason }, ct) is not { } lifted)
        {
            return 1;
        }

        Console.Out.WriteLine($"lift: {hold} is lifted.");
        return 0;
    }

    private static string Line(JsonNode hold) => string.Join("  ", new[]
    {
        $"{hold["holdId"]}",
        hold["jobType"] is { } type ? $"job type {type}"
            : $"{hold["packageKey"]}{(hold["packageVersion"] is { } version ? $"@{version}" : "")}{(hold["processId"] is { } process ? $" / {process}" : "")}{(hold["elementId"] is { } element ? $" / {element}" : "")}",
        (bool)hold["refusesStarts"]! ? "refuses starts" : "",
        hold["endsAt"] is { } end ? $"until {end}" : "",
        $"{hold["reason"]} ({hold["placedByName"]})",
    }.Where(part => part.Length > 0));
}
