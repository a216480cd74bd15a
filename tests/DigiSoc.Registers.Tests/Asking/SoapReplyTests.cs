using System.Xml.Linq;
using DigiSoc.Registers.Asking;
using DigiSoc.Registers.Catalogue;
using DigiSoc.Registers.Tests.Support;

namespace DigiSoc.Registers.Tests.Asking;

public sealed class SoapReplyTests
{
    private const string Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private const string Soap12 = "http://www.w3.org/2003/05/soap-envelope";
    private static readonly DataItemCatalogue Catalogue = CatalogueReader.ReadFile(Repository.CatalogueFile);

    [Theory]
    [InlineData("s:Client.PersonNotFound", typeof(RegisterReply.NotFound))]
    [InlineData("s:Client.Refused", typeof(RegisterReply.Refused))]
    [InlineData("s:Server", typeof(RegisterReply.Unavailable))]
    [InlineData("", typeof(RegisterReply.Unavailable))]
    public void Read_Fault11_IsTold(string code, Type expected)
    {
        var reply = Read("vsaa.ep51", Soap11, $"<s:Fault><faultcode>{code}</faultcode><faultstring>text with a name</faultstring></s:Fault>");

        reply.ShouldBeOfType(expected);
    }

    [Theory]
    [InlineData("s:Sender", "r:PersonNotFound", typeof(RegisterReply.NotFound))]
    [InlineData("s:Sender", "r:Refused", typeof(RegisterReply.Refused))]
    [InlineData("s:Receiver", "r:Unavailable", typeof(RegisterReply.Unavailable))]
    public void Read_Fault12_IsTold(string code, string subcode, Type expected)
    {
        var reply = Read("fpr.identity", Soap12, $"<s:Fault><s:Code><s:Value>{code}</s:Value><s:Subcode><s:Value>{subcode}</s:Value></s:Subcode></s:Code></s:Fault>");

        reply.ShouldBeOfType(expected);
    }

    [Fact]
    public void Read_FaultCodeWithForeignText_KeepsOnlyLettersAndDigits()
    {
        var reply = Read("vsaa.ep51", Soap11, "<s:Fault><faultcode>s:Server&lt;b&gt;311111-11111 &#10;x</faultcode></s:Fault>");

        reply.ShouldBeOfType<RegisterReply.Unavailable>().Problem.Text.ShouldContain("Serverb31111111111x");
    }

    [Theory]
    [InlineData("<other/>")]
    [InlineData("")]
    public void Read_NoAnswerInTheBody_IsUnreadable(string body) =>
        Read("vsaa.ep51", Soap11, body).ShouldBeOfType<RegisterReply.Unreadable>();

    [Fact]
    public void Read_EnvelopeOfTheOtherVersion_IsUnreadable() =>
        Read("vsaa.ep51", Soap12, "").ShouldBeOfType<RegisterReply.Unreadable>();

    [Fact]
    public void Read_NilAndElementTwice_AreNullAndList()
    {
        const string body = """
            <a:GetEP51Response xmlns:a="https://digisoc.lv/schema/registers/vsaa/1" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
            <a:Entry><a:Kind>k</a:Kind><a:Kind>l</a:Kind><a:From>2026-01-01</a:From><a:To i:nil="true"/><a:MonthlyAmount>1.50</a:MonthlyAmount></a:Entry></a:GetEP51Response>
            """;

        var reply = (RegisterReply.Body)Read("vsaa.ep51", Soap11, body);

        reply.Answers.Single().GetRawText().ShouldBe("""[{"kind":["k","l"],"from":"2026-01-01","to":null,"monthlyAmount":1.50}]""");
    }

    private static RegisterReply Read(string item, string soap, string body)
    {
        var (question, _) = LookupGate.Check(Ask.For(item, "300000-02001", Ask.ThreeMonths), Catalogue);
        return SoapReply.Read(question!, XDocument.Parse($"<s:Envelope xmlns:s=\"{soap}\"><s:Body>{body}</s:Body></s:Envelope>"));
    }
}
