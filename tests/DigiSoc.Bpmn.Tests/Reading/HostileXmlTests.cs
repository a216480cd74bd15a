namespace DigiSoc.Bpmn.Tests.Reading;

public class HostileXmlTests
{
    [Fact]
    public void Read_ExternalEntity_IsRefused() =>
        Code("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + Models.Document("&e;")).ShouldBe("BPMN-002");

    [Fact]
    public void Read_EntityBomb_IsRefused() =>
        Code("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" + Models.Document("&b;")).ShouldBe("BPMN-002");

    [Fact]
    public void Read_DeepNesting_IsRefused() =>
        Code(Models.Document(string.Concat(Enumerable.Repeat("<bpmn:subProcess>", 5_000)) + string.Concat(Enumerable.Repeat("</bpmn:subProcess>", 5_000)))).ShouldBe("BPMN-003");

    [Theory]
    [InlineData("")]
    [InlineData("no xml")]
    [InlineData("<a>")]
    public void Read_NoXml_IsRefused(string text) => Code(text).ShouldBe("BPMN-001");

    [Fact]
    public void Read_OtherXml_IsRefused() => Code("<html/>").ShouldBe("BPMN-004");

    private static string Code(string xml)
    {
        BpmnReadResult read = BpmnReader.Read(xml);
        read.Document.ShouldBeNull();
        return read.Diagnostics.ShouldHaveSingleItem().Code;
    }
}
