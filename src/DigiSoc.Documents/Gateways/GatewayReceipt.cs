namespace DigiSoc.Documents.Gateways;

/// <param name="Status"><c>accepted</c>, <c>delivered</c> or <c>undelivered</c>.</param>
internal sealed record GatewayReceipt(string Id, string Status, DateTimeOffset? At, string? Reason);
