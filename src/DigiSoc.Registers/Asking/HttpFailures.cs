using System.Globalization;
using System.Net;
using System.Text.Json;

namespace DigiSoc.Registers.Asking;

/// <summary>What an HTTP status other than 200 means.</summary>
internal static class HttpFailures
{
    public static RegisterReply Of(string register, HttpStatusCode status) => (int)status switch
    {
        401 or 403 => new RegisterReply.Refused(RegisterErrors.AccessDenied(register, (int)status)),
        408 or 429 or >= 500 => new RegisterReply.Unavailable(RegisterErrors.ServerError(register, (int)status)),
        _ => new RegisterReply.Refused(RegisterErrors.RequestRefused(register, string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)status}"))),
    };

    /// <summary>Where reading stopped. The exception's own text may quote the answer and is not used.</summary>
    public static string Place(JsonException problem) =>
        string.Create(CultureInfo.InvariantCulture, $"line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}");
}
