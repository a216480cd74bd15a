using System.Text;
using System.Xml;

namespace DigiSoc.Registers.Asking;

/// <summary>XML that came from outside is read without document types, entities or external references.</summary>
internal static class SafeXml
{
    public static XmlReaderSettings Settings(int maxCharacters) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = maxCharacters,
        MaxCharactersFromEntities = 1,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    /// <summary>Whether the text has a document type, to name the reason when reading failed.</summary>
    public static bool IsDocumentType(byte[] body) => Encoding.UTF8.GetString(body).Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
}
