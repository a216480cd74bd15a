using System.Text.Json.Nodes;

namespace DigiSoc.Sandbox.Registers;

/// <summary>What a protocol has to write.</summary>
internal abstract record Reply
{
    /// <param name="Answers">One, or two when the register was told to answer twice.</param>
    /// <param name="Wrong">How the writing has to be wrong; empty when it has not.</param>
    public sealed record Answer(IReadOnlyList<JsonNode> Answers, string Wrong) : Reply;

    public sealed record NotFound : Reply;

    public sealed record Refused(string Complaint) : Reply;

    /// <param name="Dropped">Break the connection instead of answering 503.</param>
    public sealed record Down(bool Dropped) : Reply;
}
