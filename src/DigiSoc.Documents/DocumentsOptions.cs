namespace DigiSoc.Documents;

/// <summary>Settings of the document part, configuration section <c>Documents</c>.</summary>
public sealed record DocumentsOptions
{
    /// <summary>Folder with the letter and message templates. Default: <c>templates</c> found upwards from the program.</summary>
    public string TemplatesFolder { get; init; } = "";

    /// <summary>Node.js executable; version 20 or newer. Default: <c>node</c> on the path.</summary>
    public string NodePath { get; init; } = "node";

    /// <summary>How long one letter may take before its worker is ended and started anew. Default 30 s; 1 s–10 min.</summary>
    public TimeSpan TypesettingTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Letters that may wait for the typesetter before further ones are refused with DOC-005. Default 256; 1–100,000.</summary>
    public int QueueLength { get; init; } = 256;

    /// <summary>Base address of the e-mail gateway; null: e-mail cannot be sent from here (DOC-041).</summary>
    public Uri? EmailGateway { get; init; }

    /// <summary>Base address of the e-address gateway; null: e-address cannot be used from here (DOC-041).</summary>
    public Uri? EAddressGateway { get; init; }

    /// <summary>How long one call to a gateway may take. Default 10 s; 100 ms–5 min.</summary>
    public TimeSpan GatewayTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls to a gateway within one sending, the first included. Default 3; 1–10.</summary>
    public int GatewayAttempts { get; init; } = 3;
}
