using System.Globalization;

namespace DigiSoc.Documents;

/// <summary>All error codes of this project with their texts; listed in docs/errors.md. A number is never reused.</summary>
public static class DocumentErrors
{
    public const string UnknownTemplate = "DOC-001";
    public const string TemplateBroken = "DOC-002";
    public const string DataRefused = "DOC-003";
    public const string Timeout = "DOC-004";
    public const string QueueFull = "DOC-005";
    public const string TypesetterEnded = "DOC-006";
    public const string TypesetterNotStarted = "DOC-007";
    public const string UnknownShortText = "DOC-020";
    public const string ShortTextData = "DOC-021";
    public const string UnknownDocument = "DOC-030";
    public const string GatewayUnreachable = "DOC-040";
    public const string NoGateway = "DOC-041";
    public const string AddressRefused = "DOC-042";
    public const string WrongOption = "DOC-050";

    internal static DocumentProblem UnknownTemplateProblem(string template, IEnumerable<string> available) => Problem(
        UnknownTemplate,
        $"Making a letter: expected a folder with letter.typ for template '{template}', found none. "
        + $"Available: {string.Join(", ", available)}. Name one of these or add the folder.");

    internal static DocumentProblem TemplateBrokenProblem(string template, IEnumerable<string> messages) => Problem(
        TemplateBroken,
        $"Making a letter from '{template}': the template does not compile. {string.Join("; ", messages)}. "
        + "Correct the template; the data are not at fault.");

    internal static DocumentProblem DataRefusedProblem(string template, IEnumerable<string> messages) => Problem(
        DataRefused,
        $"Making a letter from '{template}': its data are not as the template needs them. {string.Join("; ", messages)}. "
        + $"See templates/{template}/data.md; correct what the process gives to the letter.");

    internal static DocumentProblem TimeoutProblem(string template, TimeSpan timeout) => Problem(
        Timeout,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Making a letter from '{template}': expected an answer within {timeout}, found none; the typesetter was started anew. Look for an endless loop in the template, or raise Documents:TypesettingTimeout."),
        canRetry: true);

    internal static DocumentProblem QueueFullProblem(string template, int length) => Problem(
        QueueFull,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Making a letter from '{template}': {length} letters wait already (Documents:QueueLength). Try again later."),
        canRetry: true);

    internal static DocumentProblem TypesetterEndedProblem(string template) => Problem(
        TypesetterEnded,
        $"Making a letter from '{template}': the typesetter ended without an answer, twice. "
        + "Its last words are in the program's log. Try again; if it stays so, the template or its data bring it down.",
        canRetry: true);

    internal static DocumentProblem TypesetterNotStartedProblem(string node, string folder, string reason) => Problem(
        TypesetterNotStarted,
        $"Starting the typesetter: expected '{node} worker.mjs' to run in {folder}, found: {reason}. "
        + "Install Node.js 20 or newer (Documents:NodePath) and build once so that its packages are fetched.",
        canRetry: true);

    internal static string UnknownShortTextText(string template, string language, IEnumerable<string> available) =>
        $"{UnknownShortText} Filling in a short text: expected templates/messages/{template}.{language}.hbs or "
        + $"{template}.lv.hbs, found neither. Available: {string.Join(", ", available)}.";

    internal static string ShortTextDataText(string template, string language, string name) =>
        $"{ShortTextData} Filling in templates/messages/{template}.{language}.hbs: expected '{name}' in its data, found none. "
        + "Give it, or take it out of the template.";

    internal static DocumentProblem UnknownDocumentProblem(Guid documentId) => Problem(
        UnknownDocument,
        $"Sending document {documentId}: the institution has no such document. Keep it first, or correct the id.");

    internal static DocumentProblem GatewayUnreachableProblem(Channel channel, Uri gateway, int attempts, string reason) => Problem(
        GatewayUnreachable,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Sending by {ChannelNames.Of(channel)}: {gateway} did not take the message in {attempts} attempts ({reason}). The dispatch stays planned; send again with the same key."),
        canRetry: true);

    internal static DocumentProblem NoGatewayProblem(Channel channel) => Problem(
        NoGateway,
        $"Sending by {ChannelNames.Of(channel)}: no gateway is set. "
        + "Set Documents:EmailGateway or Documents:EAddressGateway, or choose a channel by post.");

    internal static DocumentProblem AddressRefusedProblem(Channel channel, Guid dispatchId) => Problem(
        AddressRefused,
        $"Sending by {ChannelNames.Of(channel)}: the channel does not know the recipient of dispatch {dispatchId} "
        + "(the reason is on the dispatch). Choose another channel (PazL 3).");

    internal static string WrongOptionText(string option, string expected, object? found) => string.Create(
        CultureInfo.InvariantCulture, $"{WrongOption} Documents:{option} expected {expected}, got {found ?? "nothing"}.");

    private static DocumentProblem Problem(string code, string text, bool canRetry = false) =>
        new(code, $"{code} {text}", canRetry);
}
