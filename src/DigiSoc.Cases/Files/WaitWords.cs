using DigiSoc.Bpmn;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Files;

/// <summary>A waiting point as people say it: whom the case waits for, and what happens then.</summary>
internal static class WaitWords
{
    public static CaseWait Of(WaitView wait, InstanceView instance, ProcessModel? model, WorkItem? task)
    {
        var node = model?.Find(wait.ElementId);
        var next = string.Join(", ", wait.NextElementIds.Select(id => model?.Find(id)?.Name ?? id));
        return new CaseWait(
            KindOf(wait.Kind),
            wait.ElementId,
            task?.Title ?? LocalText.Of(node?.Name ?? wait.ElementId),
            ForWhom(wait, task),
            wait.Since ?? instance.UpdatedAt,
            wait.Until,
            next.Length == 0
                ? new LocalText("Process beidzas", "The process ends")
                : new LocalText($"Tālāk: {next}", $"Then: {next}"),
            task?.TaskId);
    }

    private static string KindOf(WaitKind kind) => kind switch
    {
        WaitKind.UserTask => "task",
        WaitKind.Job => "job",
        WaitKind.Timer => "timer",
        WaitKind.Message => "message",
        WaitKind.Signal => "signal",
        _ => "other",
    };

    private static LocalText ForWhom(WaitView wait, WorkItem? task) => wait.Kind switch
    {
        WaitKind.UserTask when task?.AssigneeName is { } name => LocalText.Of(name),
        WaitKind.UserTask => Role.All.FirstOrDefault(role => role.Key == task?.GroupKey)?.Title ?? LocalText.Of(wait.WaitsFor),
        WaitKind.Job => new($"Sistēma ({wait.WaitsFor})", $"The system ({wait.WaitsFor})"),
        WaitKind.Timer => new("Termiņš", "Time"),
        _ => MessageSenders.Of(wait.WaitsFor),
    };
}

/// <summary>Who sends the messages that workflows/README.md lists.</summary>
internal static class MessageSenders
{
    private static readonly (string Message, LocalText Sender)[] Known =
    [
        ("applicant-answer", new("Iesniedzējs", "The applicant")),
        ("letter-", new("Pasts vai e-adrese", "The post or e-address")),
        ("decision-contested", new("Lēmuma adresāts", "The decision's addressee")),
    ];

    public static LocalText Of(string waitsFor) =>
        Known.FirstOrDefault(known => waitsFor.StartsWith(known.Message, StringComparison.Ordinal)).Sender ?? LocalText.Of(waitsFor);
}
