using DigiSoc.Bpmn;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Packages;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Tests.Files;

/// <summary>Where it is, why it waits and what comes next are said of every kind of wait, in both languages.</summary>
public sealed class WaitWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(WaitKind.UserTask, "task", "worker")]
    [InlineData(WaitKind.Job, "job", "The system")]
    [InlineData(WaitKind.Timer, "timer", "Time")]
    [InlineData(WaitKind.Message, "message", "The applicant")]
    [InlineData(WaitKind.Signal, "signal", "The signal “applicant-answer”")]
    [InlineData(WaitKind.Condition, "condition", "A condition on the case's data")]
    public void EveryKind_SaysForWhomAndWhatThen(WaitKind kind, string word, string forWhom)
    {
        var wait = WaitWords.Of(Wait(kind, kind == WaitKind.UserTask ? "worker" : "applicant-answer"), Instance(InstanceStatus.Active), ElementTitles.None, null, []);

        (wait.Kind, wait.ForWhom.En).ShouldBe((word, forWhom));
        new[] { wait.What.Lv, wait.What.En, wait.ForWhom.Lv, wait.WhatThen.Lv, wait.WhatThen.En }.ShouldAllBe(text => text.Length > 0);
        wait.Obstacle.ShouldBeNull();
    }

    [Fact]
    public void SuspendedOrHeld_SaysSo()
    {
        string? Obstacle(InstanceStatus status, WaitKind kind, params IReadOnlyList<Hold> holds) =>
            WaitWords.Of(Wait(kind, "register-lookup"), Instance(status), ElementTitles.None, null, holds).Obstacle?.En;

        Obstacle(InstanceStatus.Suspended, WaitKind.UserTask).ShouldBe("The process is suspended: it goes on when it is resumed");
        Obstacle(InstanceStatus.Active, WaitKind.Job, Hold(jobType: "register-lookup")).ShouldBe("Held: register is down");
        Obstacle(InstanceStatus.Active, WaitKind.Message, Hold(jobType: "register-lookup")).ShouldBeNull();
        Obstacle(InstanceStatus.Active, WaitKind.UserTask, Hold(package: "gmi-benefit", element: "assess")).ShouldBe("Held: register is down");
        Obstacle(InstanceStatus.Active, WaitKind.UserTask, Hold(package: "gmi-benefit", element: "decide"), Hold(package: "gmi-benefit", version: 2)).ShouldBeNull();
    }

    private static WaitView Wait(WaitKind kind, string waitsFor) => new(Guid.NewGuid(), kind, "assess", waitsFor, Now, null, ["decide"]);

    private static InstanceView Instance(InstanceStatus status) => new()
    {
        InstanceId = Guid.Empty,
        RootId = Guid.Empty,
        ParentId = null,
        BusinessKey = "case",
        PackageKey = "gmi-benefit",
        PackageVersion = 1,
        ProcessId = "gmi-benefit",
        Status = status,
        StartedAt = Now,
        StartedBy = "rasa",
        UpdatedAt = Now,
        EndedAt = null,
        Revision = 1,
    };

    private static Hold Hold(string? jobType = null, string? package = null, int? version = null, string? element = null) => new()
    {
        HoldId = Guid.Empty,
        InstitutionId = "ogre",
        JobType = jobType,
        PackageKey = package,
        PackageVersion = version,
        ProcessId = null,
        ElementId = element,
        RefusesStarts = false,
        Reason = "register is down",
        PlacedBy = "marta",
        PlacedAt = Now,
        EndsAt = null,
    };
}
