using static DigiSoc.Bpmn.Tests.Models;

namespace DigiSoc.Bpmn.Tests;

/// <summary>What is proposed for elements whose id is another one in the new version: name, kind and place tell, else nothing is proposed.</summary>
public class MigrationProposalTests
{
    [Fact]
    public void Propose_SameNameAndType_IsTheCounterpart() =>
        Propose(
            Begin() + Named("a", "Assess") + Named("b", "Decide") + Path("s", "a", "b"),
            Begin() + Named("b2", "Decide") + Named("a2", " assess ") + Path("s", "a2", "b2"))
            .ShouldBe(["s → s SameId", "a → a2 SameName", "b → b2 SameName"]);

    [Fact]
    public void Propose_OneOfItsKindLeft_IsTheCounterpart() =>
        Propose(Begin() + User("a") + User("b") + Path("s", "a", "b"), Begin() + User("a") + User("new") + Path("s", "a", "new"))
            .ShouldBe(["s → s SameId", "a → a SameId", "b → new OnlyOfItsKind"]);

    // Two that could be: a wrong counterpart is worse than none.
    [Fact]
    public void Propose_TwoAreAlike_ProposesNone()
    {
        Propose(Begin() + User("a") + Path("s", "a"), Begin() + User("x") + User("y") + Path("s", "x", "y")).ShouldBe(["s → s SameId", "a → ? None"]);
        Propose(Begin() + User("x") + User("y") + Path("s", "x", "y"), Begin() + User("a") + Path("s", "a")).ShouldBe(["s → s SameId", "x → ? None", "y → ? None"]);
    }

    // Same id, another kind of thing: what stands there cannot stand in it.
    [Fact]
    public void Propose_SameIdOfAnotherType_IsNotTaken() =>
        Propose(Begin() + User("a") + Path("s", "a"), Begin() + Script("a", "1", "r") + User("b") + Path("s", "a", "b"))
            .ShouldBe(["s → s SameId", "a → b OnlyOfItsKind"]);

    // Names inside a renamed scope are looked at before being the only one of a kind.
    [Fact]
    public void Propose_InARenamedSubProcess_FindsWhatItHoldsAndWhatSitsOnIt() =>
        Propose(
            Begin() + Sub("u", Begin("i") + Named("a", "Assess") + Path("i", "a")) + Boundary("late", "u", OnTimer("P1D")) + User("b") + Path("s", "u") + Path("late", "b"),
            Begin() + Sub("v", Begin("j") + User("z") + Named("a2", "Assess") + Path("j", "z", "a2")) + Boundary("too-late", "v", OnTimer("P1D")) + User("b") + Path("s", "v") + Path("too-late", "b"))
            .ShouldBe(["s → s SameId", "u → v OnlyOfItsKind", "i → j OnlyOfItsKind", "a → a2 SameName", "late → too-late OnlyOfItsKind", "b → b SameId"]);

    // A token that waits at a join is on a flow: it has a counterpart as well, and the migration is possible with what is proposed.
    [Fact]
    public void Propose_FlowIntoARenamedJoin_GoesBetweenTheCounterparts()
    {
        string source = Begin() + Gateway("parallel", "f") + Named("a", "A") + Named("b", "B") + Gateway("parallel", "j") + Named("c", "C") + Path("s", "f", "a", "j", "c") + Path("f", "b", "j");
        string target = Begin() + Gateway("parallel", "f") + Named("a2", "A") + Named("b2", "B") + Gateway("parallel", "j2") + Named("c", "C") + Path("s", "f", "a2", "j2", "c") + Path("f", "b2", "j2");
        Bench bench = Bench.Of(source).Begin().Answer("a");
        IReadOnlyList<MigrationProposal> proposals = MigrationPlan.Propose(Compile(source), Compile(target));

        proposals.Select(Say).ShouldBe(
            ["s → s SameId", "f → f SameId", "a → a2 SameName", "b → b2 SameName", "j → j2 OnlyOfItsKind", "c → c SameId", "a-j → a2-j2 SameEnds", "b-j → b2-j2 SameEnds"],
            ignoreOrder: true);
        MigrationPlan plan = new(proposals.Where(p => p.Target is not null).ToDictionary(p => p.Source, p => p.Target!));
        plan.Check(Compile(source), Compile(target), bench.State).ShouldBeEmpty();
        MigrationPlan.SameIds.Check(Compile(source), Compile(target), bench.State).ShouldNotBeEmpty();
    }

    [Fact]
    public void Propose_Candidates_AreThoseOfTheKind()
    {
        MigrationProposal proposal = MigrationPlan.Propose(
            Compile(Begin() + User("a") + Path("s", "a")), Compile(Begin() + User("x") + Named("y", "Y") + Script("z", "1", "r") + Path("s", "x", "y", "z")))[1];

        proposal.Candidates.ShouldBe([new MigrationCandidate("x", null), new MigrationCandidate("y", "Y")]);
    }

    private static string Named(string id, string name) => $"<bpmn:userTask id=\"{id}\" name=\"{name}\"/>";

    private static IEnumerable<string> Propose(string source, string target) => MigrationPlan.Propose(Compile(source), Compile(target)).Select(Say);

    private static string Say(MigrationProposal proposal) => $"{proposal.Source} → {proposal.Target ?? "?"} {proposal.Reason}";
}
