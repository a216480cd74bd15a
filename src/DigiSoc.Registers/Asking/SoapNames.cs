using System.Xml.Linq;
using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Registers.Asking;

/// <summary>Names of the SOAP versions.</summary>
internal static class SoapNames
{
    private static readonly XNamespace Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    public static XNamespace Envelope(RegisterProtocol protocol) => protocol == RegisterProtocol.Soap12 ? Soap12 : Soap11;
}
