namespace DigiSoc.Documents.Gateways;

internal sealed record GatewayAttachment(string Name, string ContentType, byte[] Base64);
