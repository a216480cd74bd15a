using System.Net;
using DigiSoc.Documents.Tests.Support;
using DigiSoc.Postgres;
using Npgsql;

namespace DigiSoc.Documents.Tests;

public sealed class DispatchTests(DocumentsDatabase database) : IClassFixture<DocumentsDatabase>, IDisposable
{
    private const string Ogre = "ogres-novads";

    private readonly InboxGateway _inbox = new();
    private readonly FixedTime _time = new(Samples.Now);
    private readonly Guid _caseId = Guid.NewGuid();

    [Fact]
    public async Task Send_ByEmail_ReachesTheInboxWithTheLetter()
    {
        var result = await Dispatch().SendAsync(await RequestAsync(Channel.Email));

        result.Problem.ShouldBeNull();
        result.Record!.State.ShouldBe(DispatchState.Sent);
        result.Record.SentAt.ShouldBe(Samples.Now);
        result.Record.Reference.ShouldBe("m-1");
        var message = _inbox.Received.Single();
        message.GetProperty("recipient").GetString().ShouldBe("anna@paraugs.example");
        message.GetProperty("subject").GetString().ShouldBe("Lēmums");
        message.GetProperty("text").GetString().ShouldBe("Labdien!");
        var attachment = message.GetProperty("attachments")[0];
        attachment.GetProperty("name").GetString().ShouldBe("gmi-decision.pdf");
        attachment.GetProperty("base64").GetBytesFromBase64().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Send_SameKeyAgain_SendsOnce()
    {
        var request = await RequestAsync(Channel.EAddress);
        var first = await Dispatch().SendAsync(request);

        var second = await Dispatch().SendAsync(request);

        second.Record.ShouldBe(first.Record);
        _inbox.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Send_GatewayFailsTwice_TriesAgainWithPauses()
    {
        Fail(2);

        var result = await Dispatch().SendAsync(await RequestAsync(Channel.Email));

        result.Record!.State.ShouldBe(DispatchState.Sent);
        result.Record.Attempts.ShouldBe(3);
        _time.Pauses.ShouldBe(2);
    }

    [Fact]
    public async Task Send_GatewayStaysDown_StaysPlannedAndGoesOnLater()
    {
        Fail(3);
        var request = await RequestAsync(Channel.Email);

        var down = await Dispatch().SendAsync(request);
        var later = await Dispatch().SendAsync(request);

        down.Problem!.Code.ShouldBe(DocumentErrors.GatewayUnreachable);
        down.Problem.CanRetry.ShouldBeTrue();
        down.Problem.Text.ShouldContain("HTTP 503");
        down.Record!.State.ShouldBe(DispatchState.Planned);
        down.Record.Attempts.ShouldBe(3);
        later.Record!.State.ShouldBe(DispatchState.Sent);
        later.Record.Attempts.ShouldBe(4);
    }

    // The gateway took the message, then the connection broke: the recipient must not get it twice.
    [Fact]
    public async Task Send_AnswerLostOnTheWay_RecipientGetsItOnce()
    {
        _inbox.FailAfterTaking = true;
        Fail(1);

        var result = await Dispatch().SendAsync(await RequestAsync(Channel.Email));

        result.Record!.State.ShouldBe(DispatchState.Sent);
        _inbox.Calls.ShouldBe(2);
        _inbox.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Send_ConnectionRefused_IsRetryable()
    {
        for (var i = 0; i < 3; i++)
        {
            _inbox.Failures.Enqueue(() => throw new HttpRequestException("Connection refused"));
        }

        var result = await Dispatch().SendAsync(await RequestAsync(Channel.Email));

        result.Problem!.Text.ShouldContain("Connection refused");
        result.Problem.CanRetry.ShouldBeTrue();
    }

    [Fact]
    public async Task Send_RecipientUnknown_IsUndelivered()
    {
        _inbox.RefusalReason = "no active e-address";

        var result = await Dispatch().SendAsync(await RequestAsync(Channel.EAddress));

        result.Problem!.Code.ShouldBe(DocumentErrors.AddressRefused);
        result.Problem.CanRetry.ShouldBeFalse();
        result.Record!.State.ShouldBe(DispatchState.Undelivered);
        result.Record.Reason.ShouldBe("no active e-address");
        result.Record.OutcomeAt.ShouldBe(Samples.Now);
    }

    [Fact]
    public async Task Send_NoGateway_IsSaidAndNothingIsSent()
    {
        var dispatch = new Dispatch(database.App, new DocumentsOptions(), _inbox, _time);

        var result = await dispatch.SendAsync(await RequestAsync(Channel.Email));

        result.Problem!.Code.ShouldBe(DocumentErrors.NoGateway);
        _inbox.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Send_DocumentOfAnotherInstitution_IsUnknown()
    {
        var request = await RequestAsync(Channel.Email);

        var result = await Dispatch().SendAsync(request with { InstitutionId = "jelgava" });

        result.Record.ShouldBeNull();
        result.Problem!.Code.ShouldBe(DocumentErrors.UnknownDocument);
    }

    [Fact]
    public async Task RecordPosted_PrintJob_LeavesTheListAndIsSent()
    {
        var job = (await Dispatch().SendAsync(await RequestAsync(Channel.RegisteredPost))).Record!;
        (await ListAsync(PostList.ToPost)).ShouldContain(job);

        var posted = await Dispatch().RecordPostedAsync(Ogre, job.Id, Samples.Now.AddHours(3), "RR000000001LV", "rasa");

        job.State.ShouldBe(DispatchState.ToPrint);
        posted!.State.ShouldBe(DispatchState.Sent);
        posted.SentAt.ShouldBe(Samples.Now.AddHours(3));
        posted.Reference.ShouldBe("RR000000001LV");
        posted.PostedBy.ShouldBe("rasa");
        (await ListAsync(PostList.ToPost)).ShouldNotContain(r => r.Id == job.Id);
        (await ListAsync(PostList.Posted)).ShouldContain(posted);
    }

    // A crash between noting and telling must not lose the posting.
    [Fact]
    public async Task UntoldPostings_Posted_ComesAgainUntilTold()
    {
        var job = (await Dispatch().SendAsync(await RequestAsync(Channel.RegisteredPost))).Record!;
        (await Dispatch().UntoldPostingsAsync(Ogre)).ShouldNotContain(r => r.Id == job.Id);
        await Dispatch().RecordPostedAsync(Ogre, job.Id, Samples.Now, "", "rasa");

        var first = await Dispatch().UntoldPostingsAsync(Ogre);
        await Dispatch().MarkPostingToldAsync(Ogre, job.Id);

        first.ShouldContain(r => r.Id == job.Id && r.Reference == null);
        (await Dispatch().UntoldPostingsAsync(Ogre)).ShouldNotContain(r => r.Id == job.Id);
    }

    [Fact]
    public async Task Post_Pages_GoThroughEveryRowOnce()
    {
        var made = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            made.Add((await Dispatch().SendAsync((await RequestAsync(Channel.OrdinaryPost)) with { Key = $"page/{_caseId}/{i}" })).Record!.Id);
        }

        var seen = new List<Guid>();
        var page = await Dispatch().PostAsync(Ogre, PostList.ToPost, null, null, 2);
        while (page.Count > 0)
        {
            seen.AddRange(page.Select(r => r.Id));
            page = await Dispatch().PostAsync(Ogre, PostList.ToPost, page[^1].PlannedAt, page[^1].Id, 2);
        }

        seen.ShouldBeUnique();
        seen.Where(made.Contains).ShouldBe(made);
    }

    [Fact]
    public async Task HasEAddress_AsTheChannelSays_AndAProblemWhenItIsDown()
    {
        _inbox.ActiveAddresses.Add("300000-01001");

        (await Dispatch().HasEAddressAsync("300000-01001")).ShouldBe((true, null));
        (await Dispatch().HasEAddressAsync("300000-02001")).ShouldBe((false, null));
        Fail(1);
        (await Dispatch().HasEAddressAsync("300000-01001")).Problem!.CanRetry.ShouldBeTrue();
    }

    [Fact]
    public async Task RecordPosted_Twice_KeepsTheFirstDay()
    {
        var job = (await Dispatch().SendAsync(await RequestAsync(Channel.OrdinaryPost))).Record!;
        var first = await Dispatch().RecordPostedAsync(Ogre, job.Id, Samples.Now, "1", "rasa");

        var second = await Dispatch().RecordPostedAsync(Ogre, job.Id, Samples.Now.AddDays(1), "2", "rita");

        second.ShouldBe(first);
    }

    [Fact]
    public async Task RecordUndelivered_RegisteredLetterCameBack_KeepsTheReason()
    {
        var job = (await Dispatch().SendAsync(await RequestAsync(Channel.RegisteredPost))).Record!;
        await Dispatch().RecordPostedAsync(Ogre, job.Id, Samples.Now, "RR000000002LV", "rasa");

        var back = await Dispatch().RecordUndeliveredAsync(Ogre, job.Id, Samples.Now.AddDays(20), "glabāšanas termiņš beidzies", "rasa");

        back!.State.ShouldBe(DispatchState.Undelivered);
        back.Reason.ShouldBe("glabāšanas termiņš beidzies");
        back.OutcomeAt.ShouldBe(Samples.Now.AddDays(20));
        (await ListAsync(PostList.Returned)).ShouldContain(back);
    }

    [Fact]
    public async Task RecordDelivered_NotPostedYet_ChangesNothing()
    {
        var job = (await Dispatch().SendAsync(await RequestAsync(Channel.RegisteredPost))).Record!;

        (await Dispatch().RecordDeliveredAsync(Ogre, job.Id, Samples.Now, "rasa")).ShouldBe(job);
    }

    [Fact]
    public async Task RecordHandedOver_OnSite_IsSentAndDeliveredAtOnce()
    {
        var job = (await Dispatch().SendAsync(await RequestAsync(Channel.OnSite))).Record!;

        var handed = await Dispatch().RecordHandedOverAsync(Ogre, job.Id, Samples.Now.AddHours(1), "rasa");

        handed!.State.ShouldBe(DispatchState.Delivered);
        handed.SentAt.ShouldBe(handed.OutcomeAt);
        handed.IsHandedOver.ShouldBeTrue();
    }

    // A crash between noting and telling must not lose the outcome.
    [Fact]
    public async Task CollectReceipts_Delivered_ComesAgainUntilTold()
    {
        var sent = (await Dispatch().SendAsync(await RequestAsync(Channel.EAddress))).Record!;
        _inbox.Receipt = new { id = "m-1", status = "delivered", at = Samples.Now.AddMinutes(5) };

        var first = await Dispatch().CollectReceiptsAsync(Ogre);
        var second = await Dispatch().CollectReceiptsAsync(Ogre);
        await Dispatch().MarkToldAsync(Ogre, sent.Id);
        var third = await Dispatch().CollectReceiptsAsync(Ogre);

        var mine = first.Single(r => r.Id == sent.Id);
        mine.State.ShouldBe(DispatchState.Delivered);
        mine.OutcomeAt.ShouldBe(Samples.Now.AddMinutes(5));
        second.ShouldContain(mine);
        third.ShouldNotContain(r => r.Id == sent.Id);
    }

    // Refused at once by the channel, or recorded by a person: the case hears of it the same way.
    [Fact]
    public async Task CollectReceipts_RefusedAtSending_IsToldToo()
    {
        _inbox.RefusalReason = "no active e-address";
        var refused = (await Dispatch().SendAsync(await RequestAsync(Channel.EAddress))).Record!;

        (await Dispatch().CollectReceiptsAsync(Ogre)).ShouldContain(refused);
    }

    [Fact]
    public async Task CollectReceipts_Undelivered_KeepsTheReason()
    {
        var sent = (await Dispatch().SendAsync(await RequestAsync(Channel.Email))).Record!;
        _inbox.Receipt = new { id = "m-1", status = "undelivered", at = Samples.Now.AddMinutes(5), reason = "mailbox unknown" };

        var changed = await Dispatch().CollectReceiptsAsync(Ogre);

        changed.Single(r => r.Id == sent.Id).Reason.ShouldBe("mailbox unknown");
    }

    [Fact]
    public async Task CollectReceipts_NotYetKnownOrGatewayDown_ChangesNothing()
    {
        var sent = (await Dispatch().SendAsync(await RequestAsync(Channel.Email))).Record!;
        (await Dispatch().CollectReceiptsAsync(Ogre)).ShouldNotContain(r => r.Id == sent.Id);
        Fail(20);

        (await Dispatch().CollectReceiptsAsync(Ogre)).ShouldNotContain(r => r.Id == sent.Id);
        (await Dispatch().FindAsync(Ogre, sent.Id)).ShouldBe(sent);
    }

    [Fact]
    public async Task OfCase_AnotherInstitution_SeesNothing()
    {
        var sent = (await Dispatch().SendAsync(await RequestAsync(Channel.Email))).Record!;

        (await Dispatch().OfCaseAsync(Ogre, _caseId)).ShouldBe([sent]);
        (await Dispatch().OfCaseAsync("jelgava", _caseId)).ShouldBeEmpty();
        (await Dispatch().FindAsync("jelgava", sent.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task Database_DeleteFromTheLedger_IsRefused()
    {
        await using var connection = await database.App.OpenConnectionAsync();
        await using var transaction = await Tenancy.BeginAsync(connection, Ogre);
        await using var command = new NpgsqlCommand("DELETE FROM documents.dispatches", connection, transaction);

        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync()))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    public void Dispose() => _inbox.Dispose();

    private Dispatch Dispatch() => new(
        database.App,
        new DocumentsOptions { EmailGateway = InboxGateway.Address, EAddressGateway = InboxGateway.Address },
        _inbox,
        _time);

    private Task<IReadOnlyList<DispatchRecord>> ListAsync(PostList list) => Dispatch().PostAsync(Ogre, list, null, null, 100);

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _inbox.Failures.Enqueue(() => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        }
    }

    private async Task<DispatchRequest> RequestAsync(Channel channel)
    {
        var document = await new DocumentStore(database.App).KeepAsync(new NewDocument(
            Ogre, _caseId, $"letter/{_caseId}", "gmi-decision", "Lēmums", "application/pdf", [1, 2, 3], "", 1, null, null,
            "lauma", Samples.Now));
        return new DispatchRequest(
            Ogre, _caseId, document.Id, $"send/{_caseId}", channel, "anna@paraugs.example",
            new ShortText("Lēmums", "Labdien!"), "lauma");
    }
}
