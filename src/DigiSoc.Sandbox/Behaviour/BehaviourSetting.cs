namespace DigiSoc.Sandbox.Behaviour;

/// <summary>How a register or channel answers. Everything empty: as it should.</summary>
internal sealed record BehaviourSetting
{
    /// <summary>Wait before the answer, milliseconds, 0 to 120,000.</summary>
    public int SlowMs { get; init; }

    /// <summary><c>unavailable</c>: HTTP 503; <c>dropped</c>: the connection breaks; empty: up.</summary>
    public string Down { get; init; } = "";

    /// <summary>One of <see cref="WrongAnswer"/>'s names; empty: right.</summary>
    public string Wrong { get; init; } = "";

    /// <summary><c>same</c>: the answer comes twice; <c>different</c>: the second one contradicts the first; empty: once.</summary>
    public string Twice { get; init; } = "";

    /// <summary>Channels only: <c>delivered</c>, <c>undelivered</c> or <c>accepted</c> (no outcome yet); empty: by recipient.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>For how many calls; null: until changed.</summary>
    public int? Times { get; init; }

    /// <summary>Only for this person; null: for everybody.</summary>
    public string? PersonCode { get; init; }

    public bool IsPlain => this with { Times = null, PersonCode = null } == new BehaviourSetting();

    /// <summary>What is wrong with the setting, for a developer; null when nothing.</summary>
    public string? Complaint() =>
        SlowMs is < 0 or > 120_000 ? "slowMs: expected 0 to 120000"
        : Down is not ("" or "unavailable" or "dropped") ? "down: expected unavailable or dropped"
        : Wrong.Length > 0 && !WrongAnswer.Kinds.Contains(Wrong) ? $"wrong: expected one of {string.Join(", ", WrongAnswer.Kinds)}"
        : Twice is not ("" or "same" or "different") ? "twice: expected same or different"
        : Outcome is not ("" or "delivered" or "undelivered" or "accepted") ? "outcome: expected delivered, undelivered or accepted"
        : Times is < 1 ? "times: expected 1 or more"
        : null;
}
