namespace DigiSoc.Sandbox.Inboxes;

/// <summary>What a sender hands over.</summary>
internal sealed record NewMessage(string Recipient, string Subject, string Text, IReadOnlyList<Attachment>? Attachments);

internal sealed record Attachment(string Name, string ContentType, byte[] Base64);

/// <summary>What lies in an inbox.</summary>
internal sealed record Message(
    string Id, string Inbox, string Key, string Recipient, string Subject, string Text,
    IReadOnlyList<Attachment> Attachments, DateTimeOffset ReceivedAt, Receipt Receipt)
{
    /// <summary>Without the files, for lists.</summary>
    public object Summary() => new
    {
        Id,
        Inbox,
        Key,
        Recipient,
        Subject,
        Text,
        Attachments = Attachments.Select(file => new { file.Name, file.ContentType, Bytes = file.Base64.Length }),
        ReceivedAt,
        Receipt,
    };
}

/// <param name="Status">accepted, delivered or undelivered.</param>
/// <param name="At">When it came to that; null while accepted.</param>
/// <param name="Reason">Why undelivered; null otherwise.</param>
internal sealed record Receipt(string Id, string Status, DateTimeOffset? At, string? Reason);
