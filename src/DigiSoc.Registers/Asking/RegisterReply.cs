using System.Text.Json;

namespace DigiSoc.Registers.Asking;

/// <summary>What came back from a register, before the answer is checked.</summary>
internal abstract record RegisterReply
{
    /// <param name="Answers">At least one; more when the register answered several times.</param>
    public sealed record Body(IReadOnlyList<JsonElement> Answers) : RegisterReply;

    public sealed record NotFound : RegisterReply;

    /// <summary>No answer now; another try may help.</summary>
    public sealed record Unavailable(RegisterProblem Problem) : RegisterReply;

    /// <summary>The register does not accept the question.</summary>
    public sealed record Refused(RegisterProblem Problem) : RegisterReply;

    /// <summary>What came is not in the protocol's format.</summary>
    public sealed record Unreadable(RegisterProblem Problem) : RegisterReply;
}
