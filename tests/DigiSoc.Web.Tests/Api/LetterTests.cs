using System.Net;
using System.Text.Json;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>A decided case's letter: posted or sent, handed over, returned; the applicant's answer; all over HTTP.</summary>
public sealed class LetterTests(RunningProduct product)
{
    [Fact]
    public async Task Letter_OnPaper_WaitsForTheRegistrarAndIsServedWhenHandedOver()
    {
        using var walk = await DecidedAsync("300000-01001", "registered-post");
        await walk.WaitAtAsync("posted");
        var registrar = await walk.AsAsync("rasa");
        var letter = await ItemAsync(walk, "toPost");
        var id = letter.GetProperty("dispatchId").GetGuid();
        (await (await walk.AsAsync("dace")).GetAsync("post")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await registrar.PostAsync($"post/{id}/posted", new { on = "2020-01-01" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var posted = await ApiClient.JsonAsync(await registrar.PostAsync($"post/{id}/posted", new { on = Today(), reference = "RR1LV" }));
        posted.GetProperty("state").GetString().ShouldBe("posted");
        (await ItemAsync(walk, "posted")).GetProperty("reference").GetString().ShouldBe("RR1LV");
        await ApiClient.JsonAsync(await registrar.PostAsync($"post/{id}/outcome", new { outcome = "handed-over", on = Today() }));

        await walk.UntilAsync(async () => (await walk.FileAsync()).GetProperty("letters")[0] is var found
            && found.GetProperty("state").GetString() == "served" ? found : null);
        var pdf = await (await registrar.GetAsync($"cases/{walk.CaseId}/documents/{letter.GetProperty("documentId").GetGuid()}")).Content.ReadAsByteArrayAsync();
        System.Text.Encoding.ASCII.GetString(pdf, 0, 5).ShouldBe("%PDF-");
        (await AuditAsync(walk)).ShouldContain(entry => entry.GetProperty("what").GetString() == "document");
    }

    [Fact]
    public async Task Letter_ByEAddress_IsServedByLawNotByItsReceipt()
    {
        using var walk = await DecidedAsync("300000-01001", null);

        var receipt = await walk.WaitAtAsync("receipt");

        receipt.GetProperty("whatThen").GetProperty("en").GetString()!.ShouldEndWith("Otherwise: Counts as notified");
        var letter = (await walk.FileAsync()).GetProperty("letters")[0];
        letter.GetProperty("channel").GetString().ShouldBe("eaddress"); // OEAL 5: active, nothing else wished for.
        letter.GetProperty("state").GetString().ShouldBe("sent");
        letter.GetProperty("serviceNorm").GetString()!.ShouldStartWith("PazL 9");
    }

    [Fact]
    public async Task Letter_Returned_BecomesATaskOfTheRegistrar()
    {
        using var walk = await DecidedAsync("300000-01001", "ordinary-post");
        await walk.WaitAtAsync("posted");
        var registrar = await walk.AsAsync("rasa");
        var id = (await ItemAsync(walk, "toPost")).GetProperty("dispatchId").GetGuid();
        await ApiClient.JsonAsync(await registrar.PostAsync($"post/{id}/posted", new { on = Today() }));

        (await registrar.PostAsync($"post/{id}/outcome", new { outcome = "returned", on = Today() })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await ApiClient.JsonAsync(await registrar.PostAsync($"post/{id}/outcome", new { outcome = "returned", on = Today(), reason = "adresāts nav zināms" }));

        var task = await walk.WaitAtAsync("undelivered");
        task.GetProperty("what").GetProperty("en").GetString().ShouldBe("Decide how to send again");
        (await walk.FileAsync()).GetProperty("letters")[0].GetProperty("state").GetString().ShouldBe("undelivered");
    }

    [Fact]
    public async Task Answer_OfTheApplicant_StartsTheClockAgainOnce()
    {
        using var walk = new CaseWalk(product);
        await walk.OpenAsync("300000-09001", "eaddress");
        await walk.DoAsync("rasa", "check-application", """{"intake":{"complete":true}}""");
        await walk.DoAsync("dace", "confirm-household");
        await walk.DoAsync("dace", "declare-means");
        await walk.DoAsync("dace", "assess", $$$"""{"assessment":{"action":"request-documents","missing":["visu kontu pārskati par trim pilniem kalendāra mēnešiem"],"answerUntil":"{{{Today(14)}}}"}}""");
        var wait = await walk.WaitAtAsync("documents-received");
        wait.GetProperty("message").GetString().ShouldBe("applicant-answer");
        wait.GetProperty("until").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UtcNow);
        wait.GetProperty("whatThen").GetProperty("lv").GetString().ShouldBe("Tālāk: Turpināt termiņu · Citādi: Atbilde nav saņemta");
        (await walk.FileAsync()).GetProperty("case").GetProperty("deadline").GetProperty("state").GetString().ShouldBe("suspended");
        using var visitor = await Visitor.SignedInAsync(product, "rasa");

        using var answer = await visitor.SendAsync(
            $"/cases/{walk.CaseId}", $"/cases/{walk.CaseId}/answers", ("text", "Pārskati iesniegti klātienē"), ("key", "k1"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await walk.WaitAtAsync("declare-means");
        var file = await walk.FileAsync();
        file.GetProperty("case").GetProperty("deadline").GetProperty("state").GetString().ShouldBe("running");
        file.GetProperty("timeline").EnumerateArray().Count(entry => entry.GetProperty("kind").GetString() == "answer-received").ShouldBe(1);
    }

    private async Task<CaseWalk> DecidedAsync(string applicant, string? channel)
    {
        var walk = new CaseWalk(product);
        await walk.OpenAsync(applicant, channel);
        await walk.DoAsync("rasa", "check-application", """{"intake":{"complete":true}}""");
        await walk.DoAsync("dace", "confirm-household");
        await walk.DoAsync("dace", "declare-means");
        await walk.DoAsync("dace", "assess", """{"assessment":{"action":"propose"}}""");
        await walk.DoAsync("lauma", "decide", """{"verdict":{"approve":true}}""");
        return walk;
    }

    private static Task<JsonElement> ItemAsync(CaseWalk walk, string list) => walk.UntilAsync(async () =>
    {
        var page = await ApiClient.JsonAsync(await (await walk.AsAsync("rasa")).GetAsync($"post?list={list}&size=200"));
        var mine = page.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("caseId").GetGuid() == walk.CaseId).ToList();
        return mine.Count == 0 ? null : (JsonElement?)mine[0];
    });

    private static async Task<List<JsonElement>> AuditAsync(CaseWalk walk)
    {
        var page = await ApiClient.JsonAsync(await (await walk.AsAsync("dita")).GetAsync($"access-log?caseNumber={walk.Number}&size=200"));
        return [.. page.GetProperty("items").EnumerateArray()];
    }

    private static string Today(int later = 0) => TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga"))
        .AddDays(later).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
