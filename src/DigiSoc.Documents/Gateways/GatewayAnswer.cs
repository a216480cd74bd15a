namespace DigiSoc.Documents.Gateways;

/// <summary>What a delivery channel said to a message.</summary>
internal abstract record GatewayAnswer
{
    /// <param name="Reference">The channel's id of the message.</param>
    public sealed record Accepted(string Reference, int Attempts) : GatewayAnswer;

    /// <summary>The channel does not know the recipient; asking again changes nothing.</summary>
    public sealed record Refused(string Reason, int Attempts) : GatewayAnswer;

    public sealed record Unreachable(string Reason, int Attempts) : GatewayAnswer;
}
