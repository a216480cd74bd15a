namespace DigiSoc.Cases.Tests.People;

/// <summary>Who stands in for whom, day by day.</summary>
public sealed class SubstituteChainTests
{
    [Theory]
    [InlineData(9, null)]
    [InlineData(10, "berta")]
    [InlineData(12, "dace")] // Berta is away on the 12th and 13th.
    [InlineData(13, "dace")]
    [InlineData(14, "berta")]
    [InlineData(20, "berta")]
    [InlineData(21, null)]
    public void ActingFor_SubstituteAwayToo_HandsOnForThoseDaysOnly(int day, string? expected)
    {
        AbsenceSpan[] spans = [Span("anna", "berta", 10, 20), Span("berta", "dace", 12, 13)];

        SubstituteChain.ActingFor("anna", Day(day), spans).ShouldBe(expected);
    }

    [Fact]
    public void ActsFor_WhileAway_IsNobody()
    {
        AbsenceSpan[] spans = [Span("anna", "berta", 10, 20), Span("berta", "dace", 12, 13)];

        SubstituteChain.ActsFor("berta", Day(11), spans).ShouldBe(["anna"]);
        SubstituteChain.ActsFor("berta", Day(12), spans).ShouldBeEmpty();
        SubstituteChain.ActsFor("dace", Day(12), spans).ShouldBe(["anna", "berta"]);
    }

    [Fact]
    public void HandedOn_FollowsOnlyDaysThatAllHave()
    {
        AbsenceSpan[] others = [Span("berta", "dace", 1, 12), Span("dace", "elza", 13, 20), Span("berta", "fani", 19, 25), Span("guna", "anna", 20, 20)];

        SubstituteChain.HandedOnTo(Span("anna", "berta", 10, 20), others).ShouldBe(["berta", "dace", "fani"]);
        SubstituteChain.HandedOnFrom(Span("anna", "berta", 10, 20), others).ShouldBe(["anna", "guna"]);
    }

    // Two ways lead to Dace on different days; the second one goes on to Elza.
    [Fact]
    public void HandedOn_SamePersonOnOtherDays_IsFollowedAgain()
    {
        AbsenceSpan[] others =
            [Span("berta", "dace", 1, 3), Span("berta", "fani", 5, 7), Span("fani", "dace", 5, 7), Span("dace", "elza", 6, 6)];

        SubstituteChain.HandedOnTo(Span("anna", "berta", 1, 10), others).ShouldBe(["berta", "dace", "fani", "elza"]);
    }

    [Fact]
    public void Rules_WorkThatWouldComeBack_IsRefusedOnlyWhereTheDaysMeet()
    {
        AbsenceSpan[] others = [Span("berta", "dace", 10, 12), Span("dace", "anna", 12, 14)];

        Judged(Span("anna", "berta", 12, 12), others)!.Code.ShouldBe("CASE-137");
        Judged(Span("anna", "berta", 10, 11), others).ShouldBeNull();
    }

    [Fact]
    public void Rules_PersonAwayAlready_IsRefused()
    {
        AbsenceSpan[] others = [Span("anna", "dace", 10, 12)];

        Judged(Span("anna", "berta", 12, 15), others)!.Code.ShouldBe("CASE-136");
        Judged(Span("anna", "berta", 13, 15), others).ShouldBeNull();
    }

    // Berta is away already and hands on to Fani, who could not do Anna's work.
    [Fact]
    public void Rules_RolesAreNeededOfEverybodyTheWorkComesTo()
    {
        Judged(Span("anna", "fani", 10, 12), [])!.Code.ShouldBe("CASE-135");
        Judged(Span("anna", "berta", 10, 12), [Span("berta", "fani", 12, 20)])!.Code.ShouldBe("CASE-135");
        Judged(Span("berta", "fani", 12, 20), [Span("anna", "berta", 10, 12)])!.Code.ShouldBe("CASE-135", "Anna's work would come to Fani");
        Judged(Span("pauls", "fani", 10, 12), []).ShouldBeNull("a designer has no tasks that need a role");
    }

    private static Refusal? Judged(AbsenceSpan span, AbsenceSpan[] others) => AbsenceRules.Of(span, others, person => person switch
    {
        "fani" => [],
        "pauls" => ["process-designer"],
        _ => ["social-worker"],
    });

    private static AbsenceSpan Span(string userId, string substituteId, int first, int last) => new(userId, substituteId, Day(first), Day(last));

    private static DateOnly Day(int day) => new(2026, 2, day);
}
