using DigiSoc.Bpmn;
using DigiSoc.Cases.Packages;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Files;

/// <summary>A waiting point as people say it: whom the case waits for, and what happens then.</summary>
internal static class WaitWords
{
    public static CaseWait Of(WaitView wait, InstanceView instance, ElementTitles titles, WorkItem? task, IReadOnlyList<Hold> holds)
    {
        return new CaseWait(
            KindOf(wait.Kind),
            wait.ElementId,
            task?.Title ?? titles.Of(wait.ElementId),
            ForWhom(wait, task),
            wait.Since ?? instance.UpdatedAt,
            wait.Until,
            WhatThen(wait, titles),
            task?.TaskId,
            wait.Kind == WaitKind.Message ? MessageSenders.NameOf(wait.WaitsFor) : null,
            Obstacle: ObstacleOf(wait, instance, holds));
    }

    private static LocalText? ObstacleOf(WaitView wait, InstanceView instance, IReadOnlyList<Hold> holds)
    {
        if (instance.Status == InstanceStatus.Suspended)
        {
            return new("Process ir apturēts: turpinās, kad to atsāks", "The process is suspended: it goes on when it is resumed");
        }

        var jobType = wait.Kind == WaitKind.Job ? wait.WaitsFor : null;
        return holds.FirstOrDefault(hold => hold.Keeps(instance.PackageKey, instance.PackageVersion, instance.ProcessId, wait.ElementId, jobType)) is { } hold
            ? new($"Aizturēts: {hold.Reason}", $"Held: {hold.Reason}")
            : null;
    }

    private static LocalText WhatThen(WaitView wait, ElementTitles titles)
    {
        var next = wait.NextElementIds.Select(titles.Of).ToList();
        var then = next.Count == 0
            ? new LocalText("Process beidzas", "The process ends")
            : new LocalText($"Tālāk: {string.Join(", ", next.Select(one => one.Lv))}", $"Then: {string.Join(", ", next.Select(one => one.En))}");
        return wait.UntilElementId is { } end
            ? new LocalText($"{then.Lv} · Citādi: {titles.Of(end).Lv}", $"{then.En} · Otherwise: {titles.Of(end).En}")
            : then;
    }

    /// <summary>A stopped step waits for the person who is to set it going; the law gives that no end of its own.</summary>
    public static CaseWait Of(CaseIncident incident) => new(
        Incident,
        incident.ElementId,
        new LocalText($"{incident.Step.Lv} – {incident.Reason.Lv}", $"{incident.Step.En} – {incident.Reason.En}"),
        incident.Owner,
        incident.Since,
        null,
        incident.Remedy,
        null,
        null,
        incident.IncidentId);

    /// <summary>The kind of a wait that is a stopped step.</summary>
    public const string Incident = "incident";

    private static string KindOf(WaitKind kind) => kind switch
    {
        WaitKind.UserTask => "task",
        WaitKind.Job => "job",
        WaitKind.Timer => "timer",
        WaitKind.Message => "message",
        WaitKind.Signal => "signal",
        WaitKind.Condition => "condition",
        _ => "other",
    };

    private static LocalText ForWhom(WaitView wait, WorkItem? task) => wait.Kind switch
    {
        WaitKind.UserTask when task?.AssigneeName is { } name => LocalText.Of(name),
        WaitKind.UserTask => Role.All.FirstOrDefault(role => role.Key == task?.GroupKey)?.Title ?? LocalText.Of(wait.WaitsFor),
        WaitKind.Job => new("Sistēma", "The system"),
        WaitKind.Timer => new("Termiņš", "Time"),
        WaitKind.Signal => new($"Signāls “{wait.WaitsFor}”", $"The signal “{wait.WaitsFor}”"),
        WaitKind.Condition => new("Nosacījums: lietas dati", "A condition on the case's data"),
        _ => MessageSenders.Of(wait.WaitsFor),
    };
}

/// <summary>Who sends the messages that workflows/README.md lists.</summary>
internal static class MessageSenders
{
    private static readonly (string Message, LocalText Sender)[] Known =
    [
        ("applicant-answer", new("Iesniedzējs", "The applicant")),
        ("letter-posted", new("Referents: jānodod pastam vai adresātam", "The registrar: to be posted or handed over")),
        ("letter-", new("Pasts vai e-adrese", "The post or e-address")),
        ("decision-contested", new("Lēmuma adresāts", "The decision's addressee")),
    ];

    /// <summary>The message's name; the engine says it before its key.</summary>
    public static string NameOf(string waitsFor) => waitsFor.Split(' ', 2)[0];

    public static LocalText Of(string waitsFor) =>
        Known.FirstOrDefault(known => waitsFor.StartsWith(known.Message, StringComparison.Ordinal)).Sender ?? LocalText.Of(waitsFor);
}
