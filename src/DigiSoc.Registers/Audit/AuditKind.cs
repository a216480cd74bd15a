namespace DigiSoc.Registers.Audit;

/// <summary>What happened to personal data. Stored as text; values are never reused.</summary>
public enum AuditKind
{
    /// <summary>A register is about to be asked.</summary>
    Asked = 1,

    /// <summary>A register answered with data.</summary>
    Answered = 2,

    /// <summary>A register holds nothing about the person.</summary>
    NotFound = 3,

    /// <summary>A register could not be reached.</summary>
    Unavailable = 4,

    /// <summary>The question was not allowed, or the register refused it.</summary>
    Refused = 5,

    /// <summary>A register answered with something that cannot be right.</summary>
    Invalid = 6,

    /// <summary>A stored answer was used again.</summary>
    Reused = 7,

    /// <summary>A person gave the answer.</summary>
    AnsweredByHand = 8,

    /// <summary>A person looked at personal data on a screen, in a document or through the API.</summary>
    Viewed = 9,
}
