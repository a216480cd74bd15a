using System.Text.Json.Nodes;
using DigiSoc.Cases.Tests.Harness;

namespace DigiSoc.Cases.Tests;

/// <summary>One case through engine, registers' place-holder, letters and database: from application to the letter that waits to be posted.</summary>
public sealed class WholeCaseTests(CaseProduct product) : IClassFixture<CaseProduct>
{
    private const string Applicant = "300000-00001";

    [Fact]
    public async Task Application_ThroughTheProcess_EndsInADecisionWithItsLetter()
    {
        var registrar = await product.WorkerAsync("rasa");
        var submitted = await product.Get<Applications>().SubmitAsync(registrar, Application("whole-1"), default);
        submitted.IsDone.ShouldBeTrue(string.Join("; ", submitted.Refusals.Select(r => $"{r.Code} {r.Field} {r.Reason.En}")));
        var caseId = submitted.Value!.CaseId;

        await product.DoAsync("rasa", caseId, "check-application", """{"intake":{"complete":true}}""");
        await product.DoAsync("dace", caseId, "confirm-household", null);
        await product.DoAsync("dace", caseId, "declare-means", null);
        await product.DoAsync("dace", caseId, "assess", """{"assessment":{"action":"propose"}}""");
        await product.DoAsync("lauma", caseId, "decide", """{"verdict":{"approve":true}}""");
        var letter = await product.UntilAsync(async () =>
            (await product.Get<CaseFiles>().OpenAsync(registrar, caseId, "test", default))!.Letters.FirstOrDefault(l => l.State == "to-post"));

        letter.Channel.ShouldBe("registered-post");
        var file = (await product.Get<CaseFiles>().OpenAsync(registrar, caseId, "test", default))!;
        file.Case.ApplicantName.ShouldBe("Anna Paraudziņa");
        file.Facts.ShouldContain(fact => fact.ItemId == "vid.income" && fact.LegalPoint != null);
        file.Timeline.Select(entry => entry.Kind).ShouldContain("decision-recorded");
        file.Case.Deadline!.State.ShouldBe(DeadlineState.Met);
        var decision = (await product.Get<CaseDecisions>().ForCaseAsync(registrar, caseId, default)).ShouldHaveSingleItem();
        decision.Outcome.ShouldBe("granted");
        decision.Amount.ShouldBe(187m);
        decision.DecidedByName.ShouldBe("Lauma Lēmēja");
        decision.PreparedByName.ShouldBe("Dace Izdomāne");
        decision.Computation.ShouldNotBeEmpty();
        decision.Computation.ShouldAllBe(row => row.Label.En != row.Label.Lv && !row.Formula!.En.Contains(','));
        decision.Computation[^1].Label.ShouldBe(new LocalText("Pabalsts mēnesī", "Benefit a month"));
        decision.Evaluations.ShouldContain(rules => rules.Title == new LocalText("Aprēķināt pabalstu", "Calculate the benefit"));
        decision.Evaluations.ShouldNotBeEmpty();
        (await product.Get<CaseFiles>().OpenAsync(await product.WorkerAsync("rita"), caseId, "test", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Submit_SameKeyTwice_OpensOneCase()
    {
        var registrar = await product.WorkerAsync("rasa");

        var first = await product.Get<Applications>().SubmitAsync(registrar, Application("whole-2"), default);
        var second = await product.Get<Applications>().SubmitAsync(registrar, Application("whole-2"), default);

        second.Value!.CaseId.ShouldBe(first.Value!.CaseId);
        second.Value.IsRepeat.ShouldBeTrue();
    }

    [Fact]
    public async Task Submit_WrongCode_NamesTheField()
    {
        var outcome = await product.Get<Applications>().SubmitAsync(
            await product.WorkerAsync("rasa"), Application("whole-3") with { ApplicantCode = "12" }, default);

        outcome.Refusals.ShouldContain(refusal => refusal.Code == "CASE-033" && refusal.Field == "applicantCode");
    }

    private static ApplicationToSubmit Application(string key) => new(
        "gmi-benefit",
        Applicant,
        "in-person",
        DateOnly.FromDateTime(CaseProduct.Start.Date),
        JsonNode.Parse("""{"applicant":{"preferredChannel":"registered-post"},"members":[],"signedByAdults":true}""")!.AsObject(),
        key);
}
