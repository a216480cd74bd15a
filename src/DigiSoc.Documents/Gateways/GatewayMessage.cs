namespace DigiSoc.Documents.Gateways;

/// <summary>A message as the gateways take it.</summary>
internal sealed record GatewayMessage(
    string Recipient, string Subject, string Text, IReadOnlyList<GatewayAttachment> Attachments);
