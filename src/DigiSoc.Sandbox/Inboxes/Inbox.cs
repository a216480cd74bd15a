using System.Globalization;

namespace DigiSoc.Sandbox.Inboxes;

/// <summary>Messages of one channel. Safe for concurrent use; the same idempotency key is received once.</summary>
internal sealed class Inbox(string name, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly List<Message> _messages = [];

    /// <param name="outcome">delivered, undelivered or accepted.</param>
    /// <returns>The message, and whether it is new.</returns>
    public (Message Message, bool IsNew) Receive(string key, NewMessage message, string outcome)
    {
        lock (_lock)
        {
            if (_messages.Find(one => one.Key == key) is { } known)
            {
                return (known, false);
            }

            var id = string.Create(CultureInfo.InvariantCulture, $"{name}-{_messages.Count + 1:000000}");
            var now = clock.GetUtcNow();
            var receipt = new Receipt(
                id, outcome,
                outcome == "accepted" ? null : now,
                outcome == "undelivered" ? "Adresāts nav sasniedzams (recipient cannot be reached)" : null);
            var received = new Message(id, name, key, message.Recipient, message.Subject, message.Text, message.Attachments ?? [], now, receipt);
            _messages.Add(received);
            return (received, true);
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Message> All()
    {
        lock (_lock)
        {
            return [.. Enumerable.Reverse(_messages)];
        }
    }

    public Message? Find(string id)
    {
        lock (_lock)
        {
            return _messages.Find(message => message.Id == id);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _messages.Clear();
        }
    }
}
