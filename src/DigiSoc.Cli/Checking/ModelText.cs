using System.Text;
using System.Text.RegularExpressions;

namespace DigiSoc.Cli.Checking;

/// <summary>The text of a model file, in whatever encoding it says it is written.</summary>
/// <param name="Text">The text; null when it cannot be read.</param>
/// <param name="Problem">Why it cannot be read; null when it can.</param>
internal sealed partial record ModelText(string? Text, string? Problem)
{
    /// <summary>Longer files are no models; reading them would fill the memory.</summary>
    private const long LargestFile = 128 * 1024 * 1024;

    /// <summary>Reads a file: by its byte order mark, by the shape of UTF-16, by its XML declaration, else as UTF-8.</summary>
    public static ModelText Of(FileInfo file)
    {
        try
        {
            if (file.Length > LargestFile)
            {
                return new ModelText(null, $"CLI-005: expected at most {LargestFile / 1024 / 1024} MB, found {file.Length / 1024 / 1024} MB. Split the model.");
            }

            return Of(File.ReadAllBytes(file.FullName));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new ModelText(null, $"CLI-004: the file cannot be read: {failure.Message} Give a file that this user may read.");
        }
    }

    private static ModelText Of(byte[] bytes)
    {
        string name = "";
        if ((ByShape(bytes) ?? Declared(bytes, out name)) is not { } encoding)
        {
            return new ModelText(null, $"CLI-006: the file says it is written in `{name}`, which is not known here. Save it as UTF-8.");
        }

        try
        {
            Encoding strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return new ModelText(strict.GetString(bytes).TrimStart('\uFEFF'), null);
        }
        catch (DecoderFallbackException broken)
        {
            return new ModelText(null, $"CLI-006: byte {broken.Index} is no {encoding.WebName} text. Save the file as UTF-8, or say in its XML declaration how it is written.");
        }
    }

    private static Encoding? ByShape(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFF, 0xFE, ..] or [(byte)'<', 0, _, 0, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] or [0, (byte)'<', 0, _, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    /// <summary>The encoding of the XML declaration, UTF-8 without one; null: it names one that is not known.</summary>
    private static Encoding? Declared(byte[] bytes, out string name)
    {
        Match declaration = Declaration().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 200)));
        name = declaration.Success ? declaration.Groups[1].Value : "utf-8";
        try
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            Encoding found = Encoding.GetEncoding(Known(name));

            // A declaration that can be read byte by byte is not in UTF-16, whatever it says.
            return found.IsSingleByte || found.GetByteCount("<") == 1 ? found : Encoding.UTF8;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null; // The caller names it; UTF-7 is known and not supported.
        }
    }

    /// <summary>Java's names of encodings, which modelers written in Java put into their files, and the common slip <c>utf8</c>.</summary>
    private static string Known(string name) => name.ToUpperInvariant() switch
    {
        "UTF8" or "UTF_8" => "utf-8",
        "MACROMAN" or "X-MACROMAN" => "macintosh",
        "MS932" or "WINDOWS-31J" => "shift_jis",
        "MS949" or "X-WINDOWS-949" => "ks_c_5601-1987",
        "EUC_JP" => "euc-jp",
        "KOI8_R" => "koi8-r",
        ['I', 'S', 'O', '8', '8', '5', '9', '_', .. var part] => $"iso-8859-{part}",
        _ => name,
    };

    [GeneratedRegex("""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")]
    private static partial Regex Declaration();
}
