using System.Xml.Linq;
using DigiSoc.Bpmn.Driving;

namespace DigiSoc.Bpmn.Tests.Reading;

/// <summary>The 21 reference models of the BPMN Model Interchange Working Group.</summary>
public class MiwgTests
{
    /// <summary>What these files say that the schema does not know; each with its reason.</summary>
    private static readonly Dictionary<string, string[]> Accounted = [];

    public static TheoryData<string> Files() => [.. ConformanceFiles.Miwg().Select(Path.GetFileName).OfType<string>()];

    [Fact]
    public void Miwg_AllModels_ArePresent() => ConformanceFiles.Miwg().Count.ShouldBe(21);

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_ReferenceModel_GivesNoWarningUnaccountedFor(string file)
    {
        BpmnReadResult read = BpmnReader.Read(ConformanceFiles.Text(file));

        read.Document.ShouldNotBeNull();
        string[] unaccounted = [.. read.Diagnostics.Select(each => each.ToString()).Except(Accounted.GetValueOrDefault(file, []))];
        unaccounted.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void ToXml_ReferenceModel_LosesNothing(string file)
    {
        string original = ConformanceFiles.Text(file);

        string written = BpmnReader.Read(original).Document!.ToXml();

        XNode.DeepEquals(XDocument.Parse(written), XDocument.Parse(original)).ShouldBeTrue();
        CanonicalXml.Of(written).ShouldBe(CanonicalXml.Of(original));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Drive_ReferenceModel_HoldsTheInvariantsOrIsRefused(string file)
    {
        BpmnDocument document = BpmnReader.Read(ConformanceFiles.Text(file)).Document!;

        foreach (BpmnProcess process in document.Processes)
        {
            CompileResult compiled = ProcessModel.Compile(document, process.Id, ProcessResources.None);
            if (compiled.Model is null)
            {
                compiled.Diagnostics.ShouldContain(each => each.Severity == BpmnSeverity.Error && each.Text.Length > 0);
                continue;
            }

            Drive.Play(new Dictionary<string, ProcessModel> { [process.Id] = compiled.Model }, process.Id, new DriveOptions(1))
                .Violations.ShouldBeEmpty();
        }
    }
}
