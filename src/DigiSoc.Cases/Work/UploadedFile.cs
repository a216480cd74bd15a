using System.Buffers.Binary;
using System.Text;

namespace DigiSoc.Cases.Work;

/// <summary>A file somebody uploaded, hostile until looked at: what it is, its content says, not its name or the browser.</summary>
/// <remarks>PDF, PNG and JPEG, at most 3 MB (a request has 4). Programs inside a PDF are refused where they can be seen; a document is shown without scripts anyhow.</remarks>
internal sealed record UploadedFile(string Name, string MediaType, byte[] Content)
{
    public const int MostBytes = 3 * 1024 * 1024;
    private const int MostName = 120;

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly string[] Programs = ["/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia", "/XFA"];

    /// <summary>The file under a name that cannot mislead; a refusal when it is empty, too large, or none of the kinds.</summary>
    public static Outcome<UploadedFile> Read(string name, byte[] content)
    {
        if (content.Length is 0 or > MostBytes)
        {
            return Outcome<UploadedFile>.Refused(CaseErrors.FileSize(content.Length, MostBytes));
        }

        var (mediaType, ending) = IsPdf(content) ? ("application/pdf", ".pdf")
            : IsPng(content) ? ("image/png", ".png")
            : IsJpeg(content) ? ("image/jpeg", ".jpg")
            : ("", "");
        return ending.Length == 0
            ? Outcome<UploadedFile>.Refused(CaseErrors.FileKind())
            : Outcome<UploadedFile>.Done(new(NameOf(name, ending), mediaType, content));
    }

    // A path's last part without what a screen or a file system could take for something else; the ending is that of the content.
    private static string NameOf(string name, string ending)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var letters = new string([.. last.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_' or '.' or '(' or ')' or ',')]).Trim(' ', '.');
        var stem = letters.LastIndexOf('.') is > 0 and var dot ? letters[..dot].TrimEnd(' ', '.') : letters;
        return (stem.Length == 0 ? "pielikums" : stem[..Math.Min(stem.Length, MostName)]) + ending;
    }

    private static bool IsPdf(byte[] content)
    {
        if (!content.AsSpan().StartsWith("%PDF-"u8) || content.AsSpan(Math.Max(0, content.Length - 1024)).IndexOf("%%EOF"u8) < 0)
        {
            return false;
        }

        var text = Encoding.Latin1.GetString(content);
        return !Programs.Any(program => Names(text, program));
    }

    // "/JS" is a name of its own, not the beginning of another.
    private static bool Names(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if (at + name.Length == text.Length || !char.IsAsciiLetterOrDigit(text[at + name.Length]))
            {
                return true;
            }
        }

        return false;
    }

    // Chunk after chunk, from the header to the end, and nothing behind it.
    private static bool IsPng(byte[] content)
    {
        if (!content.AsSpan().StartsWith(Png))
        {
            return false;
        }

        var isFirst = true;
        for (var at = Png.Length; at + 12 <= content.Length; isFirst = false)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(at));
            var kind = content.AsSpan(at + 4, 4);
            if (length > content.Length - at - 12 || isFirst != kind.SequenceEqual("IHDR"u8))
            {
                return false;
            }

            at += 12 + (int)length;
            if (kind.SequenceEqual("IEND"u8))
            {
                return at == content.Length;
            }
        }

        return false;
    }

    // Segment after segment up to the picture's own data; its end is the file's.
    private static bool IsJpeg(byte[] content)
    {
        if (content.Length < 4 || content is not [0xFF, 0xD8, .., 0xFF, 0xD9])
        {
            return false;
        }

        for (var at = 2; at + 4 <= content.Length && content[at] == 0xFF; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(content.AsSpan(at + 2)))
        {
            if (content[at + 1] == 0xDA)
            {
                return true;
            }
        }

        return false;
    }
}
