namespace DigiSoc.Sandbox.Inboxes;

/// <summary>The delivery channels the sandbox plays, as they stand in paths.</summary>
internal static class InboxNames
{
    public const string Mail = "mail";
    public const string EAddress = "eaddress";

    public static IReadOnlyList<string> All { get; } = [Mail, EAddress];
}
