using System.Xml;

namespace DigiSoc.Cli.Checking;

/// <summary>The root element of an XML text, by which kinds of files are told apart.</summary>
/// <param name="LocalName">Its name without prefix.</param>
/// <param name="Namespace">Its namespace.</param>
internal sealed record RootElement(string LocalName, string Namespace)
{
    /// <summary>The root element; null when the text is not XML, or begins with a document type.</summary>
    public static RootElement? Of(string text)
    {
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return reader.MoveToContent() == XmlNodeType.Element ? new RootElement(reader.LocalName, reader.NamespaceURI) : null;
        }
        catch (XmlException)
        {
            return null; // Not XML, or unsafe: the caller says what was expected.
        }
    }
}
