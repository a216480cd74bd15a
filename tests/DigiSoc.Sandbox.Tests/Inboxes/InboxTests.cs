using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DigiSoc.Sandbox.Tests.Inboxes;

public sealed class InboxTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Fact]
    public async Task Send_SameKeyTwice_IsReceivedOnce()
    {
        var first = await SendAsync("mail", "mail-1", "anna@piemers.example");
        var second = await SendAsync("mail", "mail-1", "anna@piemers.example");

        first.Status.ShouldBe(HttpStatusCode.Accepted);
        second.Status.ShouldBe(HttpStatusCode.OK);
        second.Id.ShouldBe(first.Id);
    }

    [Theory]
    [InlineData("mail", "anna@piemers.example", "delivered")]
    [InlineData("mail", "nesanems.roberts@piemers.example", "undelivered")]
    [InlineData("eaddress", "300000-01001", "delivered")]
    public async Task Receipt_ByRecipient_SaysTheOutcome(string inbox, string recipient, string outcome)
    {
        var sent = await SendAsync(inbox, $"receipt-{inbox}-{recipient}", recipient);

        (await ReceiptAsync(inbox, sent.Id)).ShouldBe(outcome);
    }

    [Fact]
    public async Task Send_NoActiveEAddress_IsRefused() =>
        (await SendAsync("eaddress", "no-address", "300000-02001")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

    [Fact]
    public async Task Send_ChannelTold_GivesThatOutcome()
    {
        (await sandbox.Http.PutAsJsonAsync("/sandbox/behaviour/mail", new { outcome = "undelivered", times = 1 })).EnsureSuccessStatusCode();

        var sent = await SendAsync("mail", "told", "somebody@piemers.example");

        (await ReceiptAsync("mail", sent.Id)).ShouldBe("undelivered");
    }

    [Fact]
    public async Task Attachment_Sent_ComesBackByteForByte()
    {
        var sent = await SendAsync("mail", "attachment", "anna@piemers.example");

        var bytes = await sandbox.Http.GetByteArrayAsync($"/sandbox/mail/messages/{sent.Id}/attachments/0");

        bytes.ShouldBe([1, 2, 3]);
    }

    private async Task<(HttpStatusCode Status, string Id)> SendAsync(string inbox, string key, string recipient)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/sandbox/{inbox}/messages")
        {
            Content = JsonContent.Create(new
            {
                recipient,
                subject = "Lēmums",
                text = "Pielikumā lēmums.",
                attachments = new[] { new { name = "lemums.pdf", contentType = "application/pdf", base64 = Convert.ToBase64String([1, 2, 3]) } },
            }),
        };
        request.Headers.Add("Idempotency-Key", Uri.EscapeDataString(key));
        using var response = await sandbox.Http.SendAsync(request);
        var body = await response.Content.ReadFromJsonAsync<JsonObject>();
        return (response.StatusCode, body?["id"]?.GetValue<string>() ?? "");
    }

    private async Task<string> ReceiptAsync(string inbox, string id) =>
        (await sandbox.Http.GetFromJsonAsync<JsonObject>($"/sandbox/{inbox}/messages/{id}/receipt"))!["status"]!.GetValue<string>();
}
