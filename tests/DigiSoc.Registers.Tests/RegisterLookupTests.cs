using System.Text.Json;
using DigiSoc.Registers.Audit;
using DigiSoc.Registers.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DigiSoc.Registers.Tests;

/// <summary>Lookups end to end: every item of the catalogue, every misbehaviour of a register.</summary>
public sealed class RegisterLookupTests(LookupFixture fixture) : IClassFixture<LookupFixture>, IAsyncLifetime
{
    private const string Father = "300000-02001";

    public async ValueTask InitializeAsync() => await fixture.Sandbox.ResetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static TheoryData<string, string, string> Answers => new()
    {
        { "fpr.identity", Father, "\"givenName\":\"Jānis\"" },
        { "fpr.relatives", Father, "\"kind\":\"spouse\"" },
        { "fpr.custody", "300000-20003", "\"state\":\"removed\"" },
        { "address.declared", "300000-15001", "\"previous\":[{" },
        { "vsaa.ep50", Father, "[]" },
        { "vsaa.ep51", "300000-03001", "\"monthlyAmount\":400" },
        { "vsaa.ep52", "300000-03001", "\"month\":\"2026-02\",\"amount\":400,\"paidOn\":\"2026-02-12\"" },
        { "nva.status", "300000-01001", "\"registered\":true" },
        { "vid.income", Father, "\"net\":400" },
        { "vdeavk.disability", "300000-08002", "\"child\":true" },
        { "accounts.register", Father, "\"iban\":\"LV" },
        { "accounts.statements", Father, "\"counterparty\":\"SIA Izdomu maiznīca\"" },
        { "ic.detention", "300000-06002", "\"inPrison\":true" },
        { "spolis.care", "300000-14001", "\"inLongTermCare\":true" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Ask_EachItem_IsAnsweredWithProvenance(string item, string person, string expected)
    {
        var result = await fixture.Lookup.AskAsync(Ask.For(item, person, Ask.ThreeMonths), default);

        var answered = result.ShouldBeOfType<LookupResult.Answered>(result.ToString());
        answered.Value.GetRawText().ShouldContain(expected);
        answered.Provenance.LegalPoint.ShouldNotBeEmpty();
        answered.Provenance.Norms.ShouldBe(["SPSPL 36(1)1"]);
        answered.Provenance.FromStore.ShouldBeFalse();
    }

    [Theory]
    [InlineData("fpr.identity")]
    [InlineData("vsaa.ep52")]
    [InlineData("nva.status")]
    public async Task Ask_NobodyWithTheCode_IsNotFound(string item)
    {
        var result = await fixture.Lookup.AskAsync(Ask.For(item, "300000-98001", Ask.ThreeMonths), default);

        result.ShouldBeOfType<LookupResult.NotFound>();
    }

    [Fact]
    public async Task Ask_CodeWithoutDash_FindsThePerson()
    {
        var result = await fixture.Lookup.AskAsync(Ask.For("fpr.identity", "30000002001"), default);

        result.ShouldBeOfType<LookupResult.Answered>().Value.GetProperty("personCode").GetString().ShouldBe(Father);
    }

    [Fact]
    public async Task Ask_SameKeyAgain_ReturnsStoredAnswerWithoutAsking()
    {
        var request = Ask.For("vid.income", Father, Ask.ThreeMonths);
        var first = (LookupResult.Answered)await fixture.Lookup.AskAsync(request, default);

        await fixture.Sandbox.BehaveAsync("vid", new { down = "unavailable" });
        var second = (LookupResult.Answered)await fixture.Lookup.AskAsync(request, default);

        second.Provenance.ShouldBe(first.Provenance with { FromStore = true, Norms = second.Provenance.Norms, RetrievedAt = second.Provenance.RetrievedAt });
        second.Value.GetRawText().ShouldBe(first.Value.GetRawText());
        (await fixture.Sandbox.CallsAsync(request.IdempotencyKey)).ShouldBe(1);
    }

    [Fact]
    public async Task Ask_SameKeyTwiceAtOnce_AsksOnce()
    {
        await fixture.Sandbox.BehaveAsync("vid", new { slowMs = 300 });
        var request = Ask.For("vid.income", Father, Ask.ThreeMonths);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fixture.Lookup.AskAsync(request, default)));

        results.ShouldAllBe(result => result is LookupResult.Answered);
        (await fixture.Sandbox.CallsAsync(request.IdempotencyKey)).ShouldBe(1);
    }

    [Fact]
    public async Task Ask_SameKeyForAnotherPerson_IsRefused()
    {
        var request = Ask.For("nva.status", Father);
        await fixture.Lookup.AskAsync(request, default);

        var result = await fixture.Lookup.AskAsync(request with { PersonCode = "300000-02002" }, default);

        result.ShouldBeOfType<LookupResult.Refused>().Problem.Code.ShouldBe("REG-007");
    }

    [Fact]
    public async Task Ask_RegisterDownOnce_RetriesAndAnswers()
    {
        await fixture.Sandbox.BehaveAsync("nva", new { down = "unavailable", times = 1 });
        var request = Ask.For("nva.status", Father);

        var result = await fixture.Lookup.AskAsync(request, default);

        result.ShouldBeOfType<LookupResult.Answered>();
        (await fixture.Sandbox.CallsAsync(request.IdempotencyKey)).ShouldBe(2);
    }

    [Theory]
    [InlineData("nva", "nva.status", "unavailable", "REG-012")]
    [InlineData("nva", "nva.status", "dropped", "REG-011")]
    [InlineData("fpr", "fpr.identity", "unavailable", "REG-012")]
    [InlineData("vsaa", "vsaa.ep51", "dropped", "REG-011")]
    public async Task Ask_RegisterDown_IsUnavailableAndNotStored(string register, string item, string down, string code)
    {
        var request = Ask.For(item, Father, Ask.ThreeMonths);
        await fixture.Sandbox.BehaveAsync(register, new { down });
        var result = await fixture.Lookup.AskAsync(request, default);

        await fixture.Sandbox.ResetAsync();
        var later = await fixture.Lookup.AskAsync(request, default);

        result.ShouldBeOfType<LookupResult.Unavailable>().Problem.Code.ShouldBe(code);
        later.ShouldBeOfType<LookupResult.Answered>();
    }

    [Fact]
    public async Task Ask_RegisterSlowerThanTheLimit_TimesOut()
    {
        await fixture.Sandbox.BehaveAsync("vdeavk", new { slowMs = 3000 });
        var impatient = fixture.Host(options =>
        {
            options.TryTimeout = TimeSpan.FromMilliseconds(150);
            options.Retries = 1;
        }).GetRequiredService<IRegisterLookup>();

        var result = await impatient.AskAsync(Ask.For("vdeavk.disability", Father), default);

        result.ShouldBeOfType<LookupResult.Unavailable>().Problem.Code.ShouldBe("REG-010");
    }

    [Fact]
    public async Task Ask_NobodyListens_IsUnavailable()
    {
        var lost = fixture.Host(options =>
        {
            options.BaseAddress = new Uri("http://127.0.0.1:1");
            options.Retries = 0;
        }).GetRequiredService<IRegisterLookup>();

        var result = await lost.AskAsync(Ask.For("vdeavk.disability", Father), default);

        result.ShouldBeOfType<LookupResult.Unavailable>().Problem.Code.ShouldBe("REG-011");
    }

    [Fact]
    public async Task Ask_RegisterFailsAgainAndAgain_BreakerStopsAskingThatRegisterOnly()
    {
        await fixture.Sandbox.BehaveAsync("nva", new { down = "unavailable" });
        var lookup = fixture.Host(options =>
        {
            options.BreakerMinimumTries = 2;
            options.Retries = 1;
        }).GetRequiredService<IRegisterLookup>();
        await lookup.AskAsync(Ask.For("nva.status", Father), default);
        var request = Ask.For("nva.status", Father);

        var result = await lookup.AskAsync(request, default);
        var other = await lookup.AskAsync(Ask.For("vdeavk.disability", Father), default);

        result.ShouldBeOfType<LookupResult.Unavailable>().Problem.Code.ShouldBe("REG-013");
        (await fixture.Sandbox.CallsAsync(request.IdempotencyKey)).ShouldBe(0);
        other.ShouldBeOfType<LookupResult.Answered>();
    }

    [Fact]
    public async Task Ask_BreakerPauseOver_AsksAgain()
    {
        await fixture.Sandbox.BehaveAsync("nva", new { down = "unavailable" });
        var clock = new MovableClock();
        var lookup = fixture.Host(options =>
        {
            options.BreakerMinimumTries = 2;
            options.Retries = 1;
        }, clock).GetRequiredService<IRegisterLookup>();
        await lookup.AskAsync(Ask.For("nva.status", Father), default);
        await fixture.Sandbox.ResetAsync();

        clock.Move(TimeSpan.FromSeconds(16));
        var result = await lookup.AskAsync(Ask.For("nva.status", Father), default);

        result.ShouldBeOfType<LookupResult.Answered>();
    }

    [Fact]
    public async Task Ask_TwoNodesWithOneKey_BothReturnTheFirstStoredAnswer()
    {
        await fixture.Sandbox.BehaveAsync("vid", new { slowMs = 200 });
        var other = fixture.Host(_ => { }).GetRequiredService<IRegisterLookup>();
        var request = Ask.For("vid.income", Father, Ask.ThreeMonths);

        var results = await Task.WhenAll(fixture.Lookup.AskAsync(request, default), other.AskAsync(request, default));

        results.Cast<LookupResult.Answered>().Select(answered => answered.Provenance.LookupId).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("vid", "vid.income", "malformed", "REG-020")]
    [InlineData("vid", "vid.income", "shape", "REG-021")]
    [InlineData("vid", "vid.income", "contradictory", "REG-022")]
    [InlineData("vid", "vid.income", "huge", "REG-023")]
    [InlineData("vid", "vid.income", "hostile", "REG-020")]
    [InlineData("banks", "accounts.statements", "contradictory", "REG-022")]
    [InlineData("fpr", "fpr.identity", "malformed", "REG-020")]
    [InlineData("fpr", "fpr.identity", "shape", "REG-021")]
    [InlineData("fpr", "fpr.identity", "contradictory", "REG-022")]
    [InlineData("fpr", "fpr.identity", "other-person", "REG-022")]
    [InlineData("fpr", "fpr.custody", "other-person", "REG-022")]
    [InlineData("fpr", "fpr.identity", "hostile", "REG-024")]
    [InlineData("fpr", "fpr.identity", "huge", "REG-023")]
    [InlineData("vsaa", "vsaa.ep52", "hostile", "REG-024")]
    public async Task Ask_WrongAnswer_IsInvalidAndNotStored(string register, string item, string wrong, string code)
    {
        await fixture.Sandbox.BehaveAsync(register, new { wrong });
        var request = Ask.For(item, item == "fpr.custody" ? "300000-20003" : Father, Ask.ThreeMonths);

        var result = await fixture.Lookup.AskAsync(request, default);
        await fixture.Sandbox.ResetAsync();

        var invalid = result.ShouldBeOfType<LookupResult.Invalid>(result.ToString());
        invalid.Problem.Code.ShouldBe(code);
        invalid.Place.ShouldStartWith("/");
        invalid.Problem.Text.ShouldNotContain("300000");
        (await fixture.Lookup.AskAsync(request, default)).ShouldBeOfType<LookupResult.Answered>();
    }

    [Theory]
    [InlineData("vid", "vid.income")]
    [InlineData("fpr", "fpr.relatives")]
    public async Task Ask_SameAnswerTwice_KeepsOneAndSaysSo(string register, string item)
    {
        await fixture.Sandbox.BehaveAsync(register, new { twice = "same" });

        var result = await fixture.Lookup.AskAsync(Ask.For(item, Father, Ask.ThreeMonths), default);

        var answered = result.ShouldBeOfType<LookupResult.Answered>();
        answered.Provenance.DuplicatesIgnored.ShouldBe(1);
        answered.Value.GetArrayLength().ShouldBe(3);
    }

    [Theory]
    [InlineData("vid", "vid.income")]
    [InlineData("vsaa", "vsaa.ep51")]
    public async Task Ask_TwoDifferentAnswers_IsInvalid(string register, string item)
    {
        await fixture.Sandbox.BehaveAsync(register, new { twice = "different" });

        var result = await fixture.Lookup.AskAsync(Ask.For(item, item == "vsaa.ep51" ? "300000-03001" : Father, Ask.ThreeMonths), default);

        result.ShouldBeOfType<LookupResult.Invalid>().Problem.Code.ShouldBeOneOf("REG-022", "REG-025");
    }

    [Fact]
    public async Task Ask_PersonaWithOneSilentRegister_OthersAnswer()
    {
        const string silent = "300000-07001";

        var income = await fixture.Lookup.AskAsync(Ask.For("vid.income", silent, Ask.ThreeMonths), default);
        var status = await fixture.Lookup.AskAsync(Ask.For("nva.status", silent), default);

        income.ShouldBeOfType<LookupResult.Unavailable>();
        status.ShouldBeOfType<LookupResult.Answered>();
    }

    [Fact]
    public async Task Ask_PurposeKeepsFewFields_DropsTheOthers()
    {
        var request = Ask.For("fpr.identity", Father) with { Purpose = "notification", Norms = ["PazL 3(1)"] };

        var result = await fixture.Lookup.AskAsync(request, default);

        result.ShouldBeOfType<LookupResult.Answered>().Value.EnumerateObject().Select(field => field.Name)
            .ShouldBe(["personCode", "givenName", "surname", "deathDate", "status"], ignoreOrder: true);
    }

    [Fact]
    public async Task AnswerByHand_RegisterDown_IsKeptWithReasonAndReturnedLater()
    {
        var request = Ask.For("ic.detention", "300000-07001");
        using var value = JsonDocument.Parse("""{"inPrison":false,"since":null,"remark":"dropped"}""");

        var given = await fixture.Lookup.AnswerByHandAsync(request, value.RootElement, "Izziņa Nr. 5", default);
        var later = await fixture.Lookup.AskAsync(request, default);

        given.ShouldBeOfType<LookupResult.Answered>().Value.GetRawText().ShouldBe("""{"inPrison":false,"since":null}""");
        var provenance = later.ShouldBeOfType<LookupResult.Answered>().Provenance;
        provenance.RegisterId.ShouldBe("by-hand");
        provenance.ByHandReason.ShouldBe("Izziņa Nr. 5");
        (await fixture.Sandbox.CallsAsync(request.IdempotencyKey)).ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"inPrison":"maybe","since":null}""", "Izziņa", "REG-021")]
    [InlineData("""{"inPrison":true,"since":null}""", "Izziņa", "REG-022")]
    [InlineData("""{"inPrison":false,"since":null}""", " ", "REG-026")]
    public async Task AnswerByHand_WrongOrWithoutReason_IsNotKept(string json, string reason, string code)
    {
        using var value = JsonDocument.Parse(json);

        var result = await fixture.Lookup.AnswerByHandAsync(Ask.For("ic.detention", Father), value.RootElement, reason, default);

        var problem = result is LookupResult.Invalid invalid ? invalid.Problem : ((LookupResult.Refused)result).Problem;
        problem.Code.ShouldBe(code);
    }

    [Fact]
    public async Task Ask_AnyOutcome_IsInTheAuditBeforeAndAfter()
    {
        var request = Ask.For("nva.status", Father) with { CaseId = "case-audited" };
        await fixture.Lookup.AskAsync(request, default);
        await fixture.Lookup.AskAsync(request, default);
        await fixture.Lookup.AskAsync(Ask.For("nva.status", Father) with { CaseId = "case-audited", Purpose = "curiosity" }, default);

        var page = await fixture.Audit.SearchAsync(new AuditFilter { InstitutionId = LookupFixture.Institution, CaseId = "case-audited" }, default);

        page.Entries.Select(link => link.Entry.Kind).ShouldBe([AuditKind.Refused, AuditKind.Reused, AuditKind.Answered, AuditKind.Asked]);
        page.Entries[0].Entry.Code.ShouldBe("REG-002");
        page.Entries.ShouldAllBe(link => link.Entry.PersonCode == Father && link.Entry.Actor == "dace");
        page.Entries[2].Entry.Norms.ShouldBe(["SPSPL 36(1)1"]);
    }
}
