using System.Threading.Channels;
using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Benchmarks.Engine;

/// <summary>The measured process: start – service task – user task – service task – decision by gateway – end.</summary>
internal static class MeasuredProcess
{
    /// <summary>The group its tasks are offered to, and somebody in it.</summary>
    public static OperationContext Worker { get; } = new("ogre", "anna") { Groups = ["worker"] };

    /// <summary>Variables that make a stored state of about 1 KB.</summary>
    public static FeelContext Application { get; } = FeelContext.Of(("application", FeelValue.Of(new string('x', 700))));

    public static FeelContext Agreed { get; } = FeelContext.Of(("agreed", FeelValue.Of(true)));

    public static string Xml { get; } = """
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:bench">
          <bpmn:process id="bench" isExecutable="true">
            <bpmn:startEvent id="start"/>
            <bpmn:serviceTask id="ask"><bpmn:extensionElements><zeebe:taskDefinition type="first"/></bpmn:extensionElements></bpmn:serviceTask>
            <bpmn:userTask id="assess"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="worker"/></bpmn:extensionElements></bpmn:userTask>
            <bpmn:serviceTask id="record"><bpmn:extensionElements><zeebe:taskDefinition type="second"/></bpmn:extensionElements></bpmn:serviceTask>
            <bpmn:exclusiveGateway id="decide" default="decide-no"/>
            <bpmn:endEvent id="granted"/>
            <bpmn:endEvent id="refused"/>
            <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
            <bpmn:sequenceFlow id="f2" sourceRef="ask" targetRef="assess"/>
            <bpmn:sequenceFlow id="f3" sourceRef="assess" targetRef="record"/>
            <bpmn:sequenceFlow id="f4" sourceRef="record" targetRef="decide"/>
            <bpmn:sequenceFlow id="decide-yes" sourceRef="decide" targetRef="granted"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=agreed</bpmn:conditionExpression></bpmn:sequenceFlow>
            <bpmn:sequenceFlow id="decide-no" sourceRef="decide" targetRef="refused"/>
          </bpmn:process>
        </bpmn:definitions>
        """;

    public static PackageContent Package { get; } = PackageContent.OfTexts(("package.yaml", "key: bench\n"), ("process.bpmn", Xml));

    /// <summary>Answers a job at once, and tells the load client of the instance.</summary>
    internal sealed class Handler(string type, ChannelWriter<Guid>? told = null) : IJobHandler
    {
        private static readonly JobOutcome Asked = JobOutcome.Completed(FeelContext.Of(("asked", FeelValue.Of(true))));

        private long _done;

        public string Type => type;

        public long Done => Interlocked.Read(ref _done);

        public Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
        {
            Interlocked.Increment(ref _done);
            told?.TryWrite(job.InstanceId);
            return Task.FromResult(Asked);
        }
    }
}
