using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>What begins a process is computed before there is an instance, and so before there is any variable.</summary>
internal sealed partial class ModelCompiler
{
    private void CheckStarts(ProcessModel model)
    {
        foreach (StartTrigger start in model.Starts)
        {
            FlowNode node = model.Find(start.ElementId)!;
            XElement xml = _xml[node];
            if (start.Kind == StartKind.Timer && StartTriggers.First(model, start.ElementId, DateTimeOffset.UnixEpoch) is null)
            {
                string value = node.Triggers.OfType<TimerTrigger>().First().Value.Expression?.Text ?? "";
                Find(BpmnFindings.BadTimer(xml, $"`{value}`, which has no value before the process begins: there are no variables yet").ForDeploying());
            }
            else if (start is { Kind: StartKind.Message or StartKind.Signal, Name: "" })
            {
                Find(BpmnFindings.NoNameYet(xml, start.Kind == StartKind.Message ? "message" : "signal").ForDeploying());
            }
        }

        foreach (FlowNode node in model.Nodes.Where(node => node.Parent == model.Root && node.Behaviour is Elements.StartEvent))
        {
            if (node.Triggers.OfType<TimerTrigger>().Count() > 1)
            {
                Find(BpmnFindings.NotSupported(_xml[node], "10.5.2", "a start event with several timers. Give each a start event of its own.").ForDeploying());
            }
        }
    }
}
