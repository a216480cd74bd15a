namespace DigiSoc.Runtime;

/// <summary>What became of a published message.</summary>
/// <param name="Fate">Where it is now.</param>
/// <param name="InstanceId">The instance that got it or was started by it; null: none yet.</param>
public sealed record PublishedMessage(MessageFate Fate, Guid? InstanceId);

/// <summary>Where a message is in its life. The numbers are stored and never reused.</summary>
public enum MessageFate
{
    /// <summary>Stored; nobody has been looked for yet.</summary>
    New = 0,

    /// <summary>Kept until somebody waits for it or its time is over.</summary>
    Buffered = 1,

    /// <summary>Belongs to one waiting point and is on its way to it.</summary>
    Addressed = 2,

    /// <summary>Taken by an instance; kept to recognise duplicates.</summary>
    Delivered = 3,

    /// <summary>Nobody wanted it in its time.</summary>
    Expired = 4,
}
