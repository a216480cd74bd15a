using System.Text.Json;
using System.Xml.Linq;
using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Registers.Asking;

/// <summary>Turns an envelope into a reply.</summary>
internal static class SoapReply
{
    private const string NotFoundCode = "PersonNotFound";
    private const int MaxFaultText = 60;

    public static RegisterReply Read(RegisterQuestion question, XDocument document)
    {
        var soap = SoapNames.Envelope(question.Register.Protocol);
        XNamespace own = question.Register.Namespace;
        var body = document.Root?.Name == soap + "Envelope" ? document.Root.Element(soap + "Body") : null;
        if (body?.Element(soap + "Fault") is { } fault)
        {
            return Fault(question.Register, soap, fault);
        }

        var answers = body?.Elements(own + (question.Item.Operation + "Response")).ToList() ?? [];
        return answers.Count > 0
            ? new RegisterReply.Body([.. answers.Select(answer => JsonSerializer.SerializeToElement(SoapAnswer.ToJson(question.Item, answer)))])
            : new RegisterReply.Unreadable(RegisterErrors.Malformed(
                question.Register.Id, $"a SOAP envelope with {question.Item.Operation}Response", "there is none"));
    }

    private static RegisterReply Fault(RegisterSource register, XNamespace soap, XElement fault)
    {
        var code = register.Protocol == RegisterProtocol.Soap12 ? Code12(soap, fault) : fault.Element("faultcode")?.Value ?? "";
        var name = Local(code);
        if (code.EndsWith(NotFoundCode, StringComparison.Ordinal))
        {
            return new RegisterReply.NotFound();
        }

        return name.StartsWith("Sender", StringComparison.Ordinal) || name.StartsWith("Client", StringComparison.Ordinal)
            ? new RegisterReply.Refused(RegisterErrors.RequestRefused(register.Id, $"SOAP fault {name}"))
            : new RegisterReply.Unavailable(RegisterErrors.ServerFault(register.Id, name));
    }

    /// <summary>Code and subcode, as <c>soap:Sender.PersonNotFound</c>.</summary>
    private static string Code12(XNamespace soap, XElement fault)
    {
        var code = fault.Element(soap + "Code");
        var sub = code?.Element(soap + "Subcode")?.Element(soap + "Value")?.Value;
        var value = code?.Element(soap + "Value")?.Value ?? "";
        return sub is null ? value : $"{value}.{Local(sub)}";
    }

    /// <summary>Without prefix, and short: the code comes from outside and goes into a message.</summary>
    private static string Local(string code)
    {
        var local = code[(code.LastIndexOf(':') + 1)..];
        var plain = new string([.. local.Where(sign => char.IsAsciiLetterOrDigit(sign) || sign == '.')]);
        return plain.Length <= MaxFaultText ? plain : plain[..MaxFaultText];
    }
}
