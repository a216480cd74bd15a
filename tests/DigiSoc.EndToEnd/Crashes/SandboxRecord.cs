using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DigiSoc.EndToEnd.Crashes;

/// <summary>What registers and mailboxes saw of one person's cases. Demonstration cases of other people go on meanwhile.</summary>
internal static class SandboxRecord
{
    /// <summary>One e-address message for each case, and one question to a register for each case, however often it was sent.</summary>
    public static async Task ShouldShowNothingTwiceAsync(Uri sandbox, string personCode, int cases)
    {
        using var http = new HttpClient { BaseAddress = sandbox };
        var messages = (await http.GetFromJsonAsync<JsonArray>("/sandbox/eaddress/messages"))!
            .Where(message => Bare((string)message!["recipient"]!) == Bare(personCode)).Select(message => (string)message!["key"]!).ToList();
        var asked = (await http.GetFromJsonAsync<JsonArray>($"/sandbox/journal?target=vid&personCode={personCode}"))!;

        messages.Count.ShouldBe(cases);
        messages.Distinct().Count().ShouldBe(cases);
        // A lookup may be sent again under its own key after a crash; the register recognises it by that key.
        asked.Select(call => (string)call!["key"]!).Distinct().Count().ShouldBe(cases);
    }

    private static string Bare(string code) => code.Replace("-", "", StringComparison.Ordinal);
}
