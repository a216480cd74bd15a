namespace DigiSoc.Bpmn;

/// <summary>Where an instance is in its life. The numbers are stored and never reused.</summary>
public enum InstanceStatus
{
    /// <summary>Not begun: waits for <see cref="StartInstance"/>.</summary>
    New = 0,

    /// <summary>Running or waiting.</summary>
    Active = 1,

    /// <summary>Held by <see cref="SuspendInstance"/>.</summary>
    Suspended = 2,

    /// <summary>Ended as modelled.</summary>
    Completed = 3,

    /// <summary>Ended by <see cref="CancelInstance"/>, or by ending its last token by hand.</summary>
    Canceled = 4,

    /// <summary>A called instance that ended with an error it did not catch.</summary>
    Failed = 5,
}
