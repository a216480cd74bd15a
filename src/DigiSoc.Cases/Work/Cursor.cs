using System.Text;

namespace DigiSoc.Cases;

/// <summary>Where a page ended, as opaque text for the address bar: the sort it belongs to and the key of the last row.</summary>
internal static class Cursor
{
    private const char Separator = '\n';

    public static string Of(string list, params IReadOnlyList<string> key) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(Separator, key.Prepend(list))))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The key's parts; null when there is no cursor or it belongs to another list.</summary>
    public static string[]? Read(string? text, string list, int parts)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var padded = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        if (!Convert.TryFromBase64String(padded, bytes, out var length))
        {
            return null;
        }

        var read = Encoding.UTF8.GetString(bytes, 0, length).Split(Separator);
        return read.Length == parts + 1 && read[0] == list ? read[1..] : null;
    }
}
