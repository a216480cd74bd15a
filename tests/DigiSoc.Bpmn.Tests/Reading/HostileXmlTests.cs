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

    /// <summary>Both took minutes when a pattern was tried from each letter, or each blank, anew.</summary>
    [Theory]
    [InlineData("<bpmn:scriptTask id=\"t\"><bpmn:script>{0}x</bpmn:script></bpmn:scriptTask>", 'x')]
    [InlineData("<bpmn:userTask id=\"t\"><bpmn:potentialOwner><bpmn:resourceAssignmentExpression><bpmn:formalExpression>user({0}x</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner></bpmn:userTask>", ' ')]
    public async Task Check_LongRunOfOneSign_IsReadAtOnce(string task, char sign)
    {
        string xml = Models.Document("<bpmn:startEvent id=\"s\"/>" + task.Replace("{0}", new string(sign, 300_000), StringComparison.Ordinal) + Models.Path("s", "t"));

        await Task.Run(() => BpmnChecker.Check(xml, ProcessResources.None)).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Check_LongWords_AreCutInWhatIsTold()
    {
        string word = new('x', 100_000);
        string xml = Models.Document($"<bpmn:startEvent id=\"{word}\"/><bpmn:sequenceFlow id=\"f\" sourceRef=\"{word}\" targetRef=\"{word}y\"/><bpmn:{word}/>");

        BpmnChecker.Check(xml, ProcessResources.None).Diagnostics.ShouldAllBe(each => each.ToString().Length < 1_000);
    }

    private static string Code(string xml)
    {
        BpmnReadResult read = BpmnReader.Read(xml);
        read.Document.ShouldBeNull();
        return read.Diagnostics.ShouldHaveSingleItem().Code;
    }
}
