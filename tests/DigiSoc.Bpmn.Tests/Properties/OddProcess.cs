using System.Globalization;
using System.Xml.Linq;
using DigiSoc.Bpmn.Driving;

namespace DigiSoc.Bpmn.Tests.Properties;

/// <summary>A random process changed at random: flows that go anywhere, gateways of another kind, events on anything, parts missing, doubled or moved.</summary>
/// <remarks>It need not end and need not be valid: it is refused with a reason, or it plays by the rules.</remarks>
internal sealed class OddProcess
{
    private static readonly XNamespace Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    private static readonly string[] Gateways = ["exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"];

    private static readonly string[] Activities =
    [
        "task", "userTask", "serviceTask", "scriptTask", "sendTask", "receiveTask", "businessRuleTask", "callActivity", "manualTask",
        "subProcess", "transaction", "adHocSubProcess",
    ];

    private static readonly string[] Events = ["startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"];

    private static readonly string[] Triggers =
    [
        Models.OnMessage, Models.OnMessage2, Models.OnSignal, Models.OnError, Models.OnAnyError, Models.OnEscalation, Models.OnCompensation, Models.OnCancel,
        Models.Terminate, Models.OnTimer("PT1H"), Models.OnCycle("R2/PT1H"), Models.OnCondition("sum = 2"), Models.OnCondition("true"), Models.Link("x"),
    ];

    private static readonly string[] Conditions = ["true", "false", "sum = 2", "sum < 5", "missing", "1"];

    private static readonly string[] Loops =
    [
        Models.Loop("[1, 2, 3]"), Models.Loop("[1, 2]", sequential: true), Models.Loop("[]"), Models.Loop("missing"),
        "<bpmn:standardLoopCharacteristics loopMaximum=\"2\"><bpmn:loopCondition>=sum &lt; 5</bpmn:loopCondition></bpmn:standardLoopCharacteristics>",
    ];

    private readonly Chance _chance;
    private readonly XDocument _file;
    private readonly XElement _process;
    private int _count;

    private OddProcess(ulong seed, int size)
    {
        _chance = new(seed ^ 0x0DD);
        _file = XDocument.Parse(RandomProcess.Xml(seed, size), LoadOptions.PreserveWhitespace);
        _process = _file.Root!.Element(Bpmn + "process")!;
    }

    /// <summary>The file.</summary>
    /// <param name="seed">The same gives the same file.</param>
    /// <param name="changes">How many.</param>
    /// <param name="isLegible">Only changes of the graph and of kinds; else also references, attributes and parts of any kind.</param>
    /// <param name="size">Of the process it is made of.</param>
    public static string Xml(ulong seed, int changes, bool isLegible, int size = 8)
    {
        OddProcess odd = new(seed, size);
        for (int i = 0; i < changes; i++)
        {
            odd.Change(isLegible);
        }

        return odd._file.ToString(SaveOptions.DisableFormatting);
    }

    private void Change(bool isLegible)
    {
        switch (_chance.Below(isLegible ? 15 : 22))
        {
            case 0 or 1 or 2: AddFlow(); break;
            case 3 or 4: Redirect(); break;
            case 5: Rename(Gateways); break;
            case 6: Rename(Activities); break;
            case 7: Any("sequenceFlow")?.Remove(); break;
            case 8: AddBoundary(); break;
            case 9: AddLoop(); break;
            case 10: AddCondition(); break;
            case 11: Flip(); break;
            case 12: Retrigger(); break;
            case 13: AddEnd(); break;
            case 14: Shortcut(); break;
            case 15: Refer(); break;
            case 16: DropAttribute(); break;
            case 17: AnyElement()?.Remove(); break;
            case 18: Double(); break;
            case 19: Move(); break;
            case 20: Rename(Events); break;
            case 21: Garble(); break;
        }
    }

    private IEnumerable<XElement> All(params string[] kinds) => _process.Descendants().Where(each => each.Name.Namespace == Bpmn && kinds.Contains(each.Name.LocalName));

    private XElement? Any(params string[] kinds) => _chance.Pick(All(kinds).ToList());

    private XElement? AnyElement() => _chance.Pick(_process.Descendants().ToList());

    private static List<XElement> NodesBeside(XElement node) =>
        [.. node.Parent!.Elements().Where(each => each.Attribute("id") is not null && !each.Name.LocalName.EndsWith("Flow", StringComparison.Ordinal) && each.Name.LocalName != "association")];

    private XElement? AnyNode() => Any([.. Gateways, .. Activities, .. Events]);

    private static string Id(XElement? node) => node?.Attribute("id")?.Value ?? "none";

    private string NewId(string kind) => string.Create(CultureInfo.InvariantCulture, $"odd-{kind}-{++_count}");

    private void AddFlow()
    {
        if (AnyNode() is { } from)
        {
            from.Parent!.Add(Flow(from, _chance.Pick(NodesBeside(from)), _chance.OneIn(4) ? _chance.Pick(Conditions) : null));
        }
    }

    private XElement Flow(XElement from, XElement to, string? condition)
    {
        XElement flow = new(Bpmn + "sequenceFlow", new XAttribute("id", NewId("flow")), new XAttribute("sourceRef", Id(from)), new XAttribute("targetRef", Id(to)));
        if (condition is not null)
        {
            flow.Add(new XElement(Bpmn + "conditionExpression", "=" + condition));
        }

        return flow;
    }

    private void Redirect()
    {
        if (Any("sequenceFlow") is { } flow)
        {
            flow.SetAttributeValue(_chance.OneIn(2) ? "sourceRef" : "targetRef", Id(_chance.Pick(NodesBeside(flow))));
        }
    }

    private void Rename(string[] kinds)
    {
        if (Any(kinds) is { } node)
        {
            node.Name = Bpmn + _chance.Pick(kinds);
        }
    }

    private void AddBoundary()
    {
        if (Any(Activities) is not { } activity)
        {
            return;
        }

        XElement boundary = Part(Models.Boundary(NewId("boundary"), Id(activity), Trigger(), _chance.OneIn(2)));
        activity.AddAfterSelf(boundary);
        activity.Parent!.Add(Flow(boundary, _chance.Pick(NodesBeside(activity)), null));
    }

    private string Trigger() => _chance.Pick(Triggers) + (_chance.OneIn(5) ? _chance.Pick(Triggers) : "");

    private void AddLoop()
    {
        if (Any(Activities) is { } activity)
        {
            activity.Add(Part(_chance.Pick(Loops)));
        }
    }

    private void AddCondition()
    {
        if (Any("sequenceFlow") is { } flow)
        {
            flow.RemoveNodes();
            flow.Add(new XElement(Bpmn + "conditionExpression", "=" + _chance.Pick(Conditions)));
        }
    }

    private void Flip()
    {
        XAttribute? attribute = _chance.Pick(_process.Descendants().Attributes().Where(each => each.Value is "true" or "false" or "Parallel" or "Sequential").ToList());
        switch (attribute?.Value)
        {
            case "true": attribute.Value = "false"; break;
            case "false": attribute.Value = "true"; break;
            case "Parallel": attribute.Value = "Sequential"; break;
            case "Sequential": attribute.Value = "Parallel"; break;
        }
    }

    private void Retrigger()
    {
        if (Any(Events) is { } node)
        {
            node.Elements().Where(each => each.Name.LocalName.EndsWith("EventDefinition", StringComparison.Ordinal)).Remove();
            foreach (XElement trigger in Part($"<bpmn:x>{(_chance.OneIn(6) ? "" : Trigger())}</bpmn:x>").Elements())
            {
                node.Add(trigger);
            }
        }
    }

    private void AddEnd()
    {
        if (AnyNode() is { } from)
        {
            XElement end = Part(Models.End(NewId("end"), _chance.OneIn(3) ? "" : Trigger()));
            from.Parent!.Add(end, Flow(from, end, null));
        }
    }

    /// <summary>A node goes, and who led to it leads to what was behind it.</summary>
    private void Shortcut()
    {
        if (Any([.. Gateways, .. Activities]) is not { } node || node.Descendants().Any(each => each.Attribute("id") is not null))
        {
            return;
        }

        List<XElement> flows = [.. All("sequenceFlow")];
        XElement? next = flows.Find(flow => flow.Attribute("sourceRef")?.Value == Id(node));
        foreach (XElement flow in flows.Where(flow => flow.Attribute("targetRef")?.Value == Id(node) && next is not null))
        {
            flow.SetAttributeValue("targetRef", next!.Attribute("targetRef")?.Value);
        }

        next?.Remove();
        node.Remove();
    }

    private void Refer()
    {
        XAttribute? reference = _chance.Pick(_file.Descendants().Attributes().Where(each => each.Name.LocalName.EndsWith("Ref", StringComparison.Ordinal) || each.Name.LocalName is "default" or "id").ToList());
        if (reference is not null)
        {
            reference.Value = _chance.OneIn(8) ? "" : Id(_chance.Pick(_file.Descendants().Where(each => each.Attribute("id") is not null).ToList()));
        }
    }

    private void DropAttribute() => _chance.Pick(_file.Root!.Descendants().Attributes().ToList())?.Remove();

    private void Double()
    {
        if (AnyElement() is { } element)
        {
            XElement copy = new(element);
            if (_chance.OneIn(2))
            {
                foreach (XAttribute id in copy.DescendantsAndSelf().Attributes("id"))
                {
                    id.Value += "-copy";
                }
            }

            element.AddAfterSelf(copy);
        }
    }

    private void Move()
    {
        if (AnyElement() is { } element && AnyElement() is { } to && to != element && !element.Descendants().Contains(to))
        {
            element.Remove();
            to.Add(element);
        }
    }

    private void Garble()
    {
        XAttribute? attribute = _chance.Pick(_file.Root!.Descendants().Attributes().ToList());
        if (attribute is not null)
        {
            attribute.Value = _chance.Pick(["", "-1", "0", "99999999999999999999", "true", "=", "=null", "=1/0", "=[", "P", "R/", "\u0101\ud83d\ude00", new string('9', 400)]);
        }
    }

    private static XElement Part(string xml) => XElement.Parse(Models.Head + xml + "</bpmn:definitions>").Elements().Single();
}
