namespace DigiSoc.Documents;

/// <summary>Where a dispatch is. Stored as the number; numbers are never reused.</summary>
public enum DispatchState
{
    /// <summary>In the ledger; the channel has not taken it yet. Sending the same key again continues here.</summary>
    Planned = 1,

    /// <summary>Waits for a person to print it and hand it to the post or to the addressee.</summary>
    ToPrint = 2,

    /// <summary>The channel took it, or a person recorded the posting: <see cref="DispatchRecord.SentAt"/> counts for service.</summary>
    Sent = 3,

    /// <summary>The channel (or the signature on site) says that it arrived.</summary>
    Delivered = 4,

    /// <summary>It came back, the address does not exist, or the account is closed: a person has to choose another way.</summary>
    Undelivered = 5,
}
