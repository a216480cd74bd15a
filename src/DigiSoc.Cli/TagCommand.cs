using System.CommandLine;
using System.Text.Json.Nodes;

namespace DigiSoc.Cli;

/// <summary><c>digisoc tag KEY [TAG [VERSION]]</c>: lists, sets, moves and takes away the names of a package's versions.</summary>
internal static class TagCommand
{
    public static Command Create()
    {
        var key = new Argument<string>("KEY") { Description = "The package, for example gmi-benefit." };
        var tag = new Argument<string?>("TAG") { Description = "The name; without it all names are listed.", Arity = ArgumentArity.ZeroOrOne };
        var version = new Argument<int?>("VERSION") { Description = "The version that bears the name from now on.", Arity = ArgumentArity.ZeroOrOne };
        var remove = new Option<bool>("--remove") { Description = "Takes the name away." };
        var reason = new Option<string>("--reason") { Description = "Why; it is kept with who and when.", DefaultValueFactory = _ => "" };
        var command = new Command("tag", "Names versions of a package on a running DigiSoc: what starts by the name starts on that version.")
        {
            key, tag, version, remove, reason,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(tag) is not null && parsed.GetValue(version) is not null == parsed.GetValue(remove))
            {
                parsed.AddError("CLI-014 tag: expected a version, or --remove. Write: digisoc tag KEY TAG VERSION --reason …");
            }
            else if (parsed.GetValue(tag) is null && parsed.GetValue(remove))
            {
                parsed.AddError("CLI-015 tag: expected the tag to take away. Write: digisoc tag KEY TAG --remove --reason …");
            }
        });
        var onServer = Server.OptionsOf(command);
        command.SetAction((parsed, ct) => onServer(
            parsed,
            server => (parsed.GetValue(tag), parsed.GetValue(version)) switch
            {
                (null, _) => ListAsync(server, parsed.GetRequiredValue(key), ct),
                (var name, null) => RemoveAsync(server, parsed.GetRequiredValue(key), name, parsed.GetRequiredValue(reason), ct),
                (var name, { } number) => SetAsync(server, parsed.GetRequiredValue(key), name, number, parsed.GetRequiredValue(reason), ct),
            },
            ct));
        return command;
    }

    private static async Task<int> ListAsync(Server server, string key, CancellationToken ct)
    {
        if (await server.GetAsync($"packages/{Uri.EscapeDataString(key)}/tags", ct) is not JsonArray tags)
        {
            return 1;
        }

        foreach (var tag in tags)
        {
            Console.Out.WriteLine($"{tag?["tag"]}  {key}@{tag?["version"]}");
        }

        Console.Out.WriteLine($"tag: {tags.Count} of {key}");
        return 0;
    }

    private static async Task<int> SetAsync(Server server, string key, string tag, int version, string reason, CancellationToken ct)
    {
        if (await server.PutAsync(Address(key, tag), new { version, reason }, ct) is null)
        {
            return 1;
        }

        Console.Out.WriteLine($"{tag} is on {key}@{version}.");
        return 0;
    }

    private static async Task<int> RemoveAsync(Server server, string key, string tag, string reason, CancellationToken ct)
    {
        if (await server.PostAsync(Address(key, tag) + "/remove", new { reason }, ct) is null)
        {
            return 1;
        }

        Console.Out.WriteLine($"{tag} is on no version of {key} any more. Cases that started by it go on.");
        return 0;
    }

    private static string Address(string key, string tag) => $"packages/{Uri.EscapeDataString(key)}/tags/{Uri.EscapeDataString(tag)}";
}
