using DigiSoc.Feel;
using DigiSoc.Runtime;
using DigiSoc.Web.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace DigiSoc.Web.Tests.Hosting;

/// <summary>Processes of the product count working days as the institution's deadlines are counted.</summary>
public sealed class EngineCalendarTests(RunningProduct product)
{
    private const string Manifest = """
        key: calendar-probe
        kind: part
        version: 1.0.0
        title:
          lv: Darba dienu skaitīšana
          en: Counting working days
        norms:
          - { ref: DL 133(4), title: pārceltās darba dienas }
        roles: []
        """;

    private const string Process = """
        <?xml version="1.0" encoding="UTF-8"?>
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
          <bpmn:process id="calendar-probe" isExecutable="true">
            <bpmn:startEvent id="s" />
            <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="count" />
            <bpmn:scriptTask id="count"><bpmn:extensionElements><zeebe:script expression="=add working days(date(from), 1)" resultVariable="next" /></bpmn:extensionElements></bpmn:scriptTask>
            <bpmn:sequenceFlow id="f2" sourceRef="count" targetRef="e" />
            <bpmn:endEvent id="e" />
          </bpmn:process>
        </bpmn:definitions>
        """;

    // 1 and 4 May 2026 are holidays. 22 June 2026 is moved to the 27th, which Ogre follows and Jelgava does not; 23 and 24 June are holidays.
    [Theory]
    [InlineData("ogres-novads", "2026-04-30", "2026-05-05")]
    [InlineData("jelgava", "2026-04-30", "2026-05-05")]
    [InlineData("ogres-novads", "2026-06-19", "2026-06-25")]
    [InlineData("jelgava", "2026-06-19", "2026-06-22")]
    [InlineData("ogres-novads", "2026-06-26", "2026-06-27")]
    [InlineData("jelgava", "2026-06-26", "2026-06-29")]
    [InlineData("taken-out", "2026-04-30", "2026-05-05")] // Not among the institutions: the holidays alone count.
    [InlineData("taken-out", "2026-06-19", "2026-06-22")]
    public async Task AddWorkingDays_HolidayOrMovedDay_IsCountedAsTheInstitutionDoes(string institution, string from, string next)
    {
        var ct = TestContext.Current.CancellationToken;
        var engine = product.Services.GetRequiredService<Engine>();
        var deployed = await engine.DeployAsync(
            PackageContent.OfTexts([("package.yaml", Manifest), ("process.bpmn", Process)]), new OperationContext("*", "test"), ct);
        deployed.IsDone.ShouldBeTrue(deployed.Refusal?.Text);
        var context = new OperationContext(institution, "test");

        var started = await engine.StartInstanceAsync(
            new PackageReference("calendar-probe"), null, FeelContext.Of(("from", FeelValue.Of(from))), context, ct: ct);

        started.IsDone.ShouldBeTrue(started.Refusal?.Text);
        var where = await engine.WhereAsync(started.Value.InstanceId, context, ct);
        where!.State.Variables["next"].ToString().ShouldContain(next);
    }
}
