namespace DigiSoc.Runtime.Verifying;

/// <summary>What verifying finds, in words; listed in docs/errors.md.</summary>
internal static class VerifyErrors
{
    public static VerifyFinding Changed(Guid instance, long number) =>
        new("RUN-601", $"Instance {instance}, entry {number}: its hash is not that of its content. It was changed after it was written.");

    public static VerifyFinding Unchained(Guid instance, long number) =>
        new("RUN-602", $"Instance {instance}, entry {number}: does not go on from the entry before it. One of the two was replaced.");

    public static VerifyFinding Missing(Guid instance, long from, long to) =>
        new("RUN-603", $"Instance {instance}: expected entries {from} to {to}, found none of them, and no month of theirs was dropped by retention.");

    public static VerifyFinding OtherEnd(Guid instance, long number) =>
        new("RUN-604", $"Instance {instance}, entry {number}: is the last, and not the one the instance's row knows as the last.");

    public static VerifyFinding NoInstance(Guid instance) =>
        new("RUN-605", $"Instance {instance}: has a history and no row.");

    public static VerifyFinding StateUnreadable(Guid instance, string why) =>
        new("RUN-606", $"Instance {instance}: its state cannot be read. {why}");

    public static VerifyFinding NoRow(Guid part, string kind) =>
        new("RUN-607", $"Part {part}: the state of its instance waits there ({kind}), and no row answers it. The instance stands still.");

    public static VerifyFinding NotAwaited(Guid part) =>
        new("RUN-607", $"Part {part}: is open, and no state waits there.");

    public static VerifyFinding OtherRow(Guid part, OpenPart awaited, OpenPart found) =>
        new("RUN-607", $"Part {part}: the state of its instance waits there for {awaited}, its row is {found}{(found.IsOfKey(awaited) ? "" : " under another key")}. What answers the row would not be understood.");

    public static VerifyFinding KeptByNobody(Guid part) =>
        new("RUN-607", $"Part {part}: is kept by a run of a node that is not in runtime.node_runs. The nodes look for such jobs once a day; until then the instance stands still.");

    public static VerifyFinding OtherContent(string key, int version) =>
        new("RUN-608", $"Package {key}@{version}: its files are not those it was deployed with.");

    public static VerifyFinding HeadGone(Guid instance, long number) =>
        new("RUN-609", $"Instance {instance}, entry {number}: was noted with a hash that no entry has now. It was taken away or made anew.");

    public static VerifyFinding Unreadable(long line) =>
        new("RUN-609", $"Noted heads, line {line}: expected instance, number, hash and time. Give the file that verifying wrote.");
}
