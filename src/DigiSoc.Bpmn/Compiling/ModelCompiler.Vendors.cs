using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Dialects;
using DigiSoc.Bpmn.Reading;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>What models of other engines say in their own words; decisions/0004 gives the reasons.</summary>
internal sealed partial class ModelCompiler
{
    /// <summary>Refuses extensions that would change what the element does, and tells of those that are kept only.</summary>
    private void CheckVendorWords(XElement xml)
    {
        List<string> kept = [];
        List<string> unknown = [];
        foreach (XElement place in Places(xml))
        {
            CheckZeebeDemands(xml, place);
            foreach (XAttribute attribute in place.Attributes())
            {
                CheckVendorWord(xml, attribute.Name, attribute.Value, kept);
            }

            foreach (XElement extension in place.Child("extensionElements")?.Elements() ?? [])
            {
                if (extension.Name.Namespace == Names.Zeebe)
                {
                    CheckZeebeWord(xml, place, extension, unknown);
                }
                else
                {
                    CheckVendorWord(xml, extension.Name, null, kept);
                }
            }
        }

        CheckWhoWorks(xml);
        CheckHanded(xml);
        if (unknown.Count > 0)
        {
            Find(BpmnFindings.UnknownZeebe(xml, string.Join(", ", unknown.Distinct())));
        }

        if (kept.Count > 0)
        {
            Find(BpmnFindings.NotUsed(xml, string.Join(", ", kept.Distinct())));
        }
    }

    /// <summary>The element itself, and what of it is no element of its own.</summary>
    private static IEnumerable<XElement> Places(XElement xml)
    {
        yield return xml;
        foreach (XElement child in xml.Elements())
        {
            if (child.Name.LocalName is "multiInstanceLoopCharacteristics" or "standardLoopCharacteristics" or "conditionExpression" or "script"
                || child.Name.LocalName.EndsWith("EventDefinition", StringComparison.Ordinal))
            {
                yield return child;
                if (child.Child("timeCycle") is { } cycle)
                {
                    yield return cycle;
                }
            }
        }
    }

    /// <summary>An empty list of listeners listens to nothing.</summary>
    private void CheckZeebeWord(XElement xml, XElement place, XElement extension, List<string> unknown)
    {
        string word = extension.Name.LocalName;
        if (VendorWords.RefusedZeebe.TryGetValue(word, out string? reason))
        {
            if ((extension.HasElements || extension.HasAttributes) && !FiltersNothing(place, extension))
            {
                Find(BpmnFindings.ForeignBehaviour(xml, $"zeebe:{word}", reason));
            }
        }
        else if (!VendorWords.KnownZeebe.Contains(word))
        {
            unknown.Add($"zeebe:{word}");
        }
    }

    private void CheckVendorWord(XElement xml, XName name, string? value, List<string> kept)
    {
        string word = name.LocalName;
        if (name.Namespace == Names.Drools)
        {
            CheckDroolsWord(xml, word, value, kept);
        }

        if (name.NamespaceName.Contains("spiffworkflow.org", StringComparison.Ordinal) && VendorWords.RefusedSpiff.TryGetValue(word, out string? spiffReason))
        {
            Find(BpmnFindings.ForeignBehaviour(xml, $"spiffworkflow:{word}", spiffReason));
        }
        else if (VendorWords.IsUnknownDialect(name.Namespace, isElement: value is null))
        {
            NoteUnknownDialect(xml, name);
        }

        if (Array.IndexOf(Names.Vendors, name.Namespace) < 0)
        {
            return;
        }

        string? reason = null;
        bool isElement = value is null && VendorWords.RefusedElements.TryGetValue(word, out reason);
        if (VendorWords.Read.Contains(word) && !isElement)
        {
            return;
        }

        bool isRefused = isElement || (VendorWords.Refused.TryGetValue(word, out reason)
            && !(VendorWords.RefusedWhen.TryGetValue(word, out string? only) && value?.Trim() != only));
        if (isRefused)
        {
            Find(BpmnFindings.ForeignBehaviour(xml, word, reason!));
        }
        else
        {
            kept.Add(word);
        }
    }

    /// <summary>A dialect of which nothing is known may be a known one with its namespace misspelt: its words are told, once for each dialect.</summary>
    private void NoteUnknownDialect(XElement xml, XName name)
    {
        if (!_unknownDialects.TryGetValue(name.Namespace, out (XElement First, HashSet<string> Words) told))
        {
            told = _unknownDialects[name.Namespace] = (xml, []);
        }

        told.Words.Add(name.LocalName);
    }

    private void TellUnknownDialects()
    {
        foreach ((XNamespace dialect, (XElement first, HashSet<string> words)) in _unknownDialects)
        {
            Find(BpmnFindings.UnknownDialect(first, dialect.NamespaceName, words));
        }
    }

    /// <summary>Variables are handed over at calls and by thrown signals; at other events <c>in</c> and <c>out</c> would be lost.</summary>
    private void CheckHanded(XElement xml)
    {
        if (!xml.Name.LocalName.EndsWith("Event", StringComparison.Ordinal))
        {
            return;
        }

        bool throwsSignal = xml.Name.LocalName is "endEvent" or "intermediateThrowEvent" && Definitions(xml).Any(each => each.Name.LocalName == "signalEventDefinition");
        XElement[] lost =
        [
            .. VendorElements(xml, "in"),
            .. throwsSignal ? [] : VendorElements(xml, "out"),
            .. Definitions(xml).Where(each => !throwsSignal || each.Name.LocalName != "signalEventDefinition").SelectMany(each => VendorElements(each, "in")),
        ];
        if (lost.Length > 0)
        {
            Find(BpmnFindings.ForeignBehaviour(xml, lost[0].Name.LocalName, "carries variables with the event. Use zeebe:ioMapping."));
        }
    }

    /// <summary>The job type that another dialect names: topic, class, bean, kind of task, or the operation of BPMN's own service interface.</summary>
    private string? VendorJobType(XElement xml)
    {
        string? type = xml.Vendor("type");
        if (type is "external" or "external-worker" && xml.Vendor("topic") is { } topic)
        {
            return topic;
        }

        (string How, string? Name) found = xml switch
        {
            _ when xml.Vendor("class") is { } name => ("class", name),
            _ when xml.Vendor("delegateExpression") is { } bean => ("delegateExpression", Juel.Name(bean) ?? bean),
            _ when type is not null and not ("external" or "external-worker") => ("type", type),
            _ when xml.Text("implementation") is { } service && service.StartsWith("${environment.services.", StringComparison.Ordinal)
                && service.EndsWith('}') => ("implementation", service["${environment.services.".Length..^1]),
            _ when xml.Name.LocalName is "task" or "serviceTask" && xml.Attribute(Names.Drools + "taskName")?.Value is { Length: > 0 } name => ("taskName", name),
            _ when xml.Name.LocalName is "serviceTask" or "sendTask" => ("operationRef", OperationName(xml)),
            _ => ("", null),
        };
        if (found.Name is { Length: > 0 })
        {
            Find(BpmnFindings.TakenAsJob(xml, found.How, found.Name));
        }

        return found.Name;
    }

    private string? OperationName(XElement xml)
    {
        XElement? operation = _document.Index.Find(xml.Text("operationRef"), "operation");
        return operation is null ? null
            : operation.Parent!.Text("name") is { Length: > 0 } service
                ? $"{service}.{operation.Text("name") ?? operation.Id()}"
                : operation.Text("name") ?? operation.Id();
    }

    /// <summary>Fields of a Java task: fixed ones become headers of the job, computed ones its local variables.</summary>
    private void ReadVendorFields(FlowNode node, XElement xml)
    {
        List<VariableMapping> inputs = [];
        List<KeyValuePair<string, string>> headers = [];
        foreach (XElement field in VendorElements(xml, "field"))
        {
            if (field.Text("name") is not { Length: > 0 } name)
            {
                continue;
            }

            string text = field.Text("stringValue") ?? field.Text("expression") ?? field.Value.Trim();
            if (!Juel.Is(text))
            {
                headers.Add(KeyValuePair.Create(name, text));
            }
            else if (Value(xml, $"field `{name}`", text) is { } source)
            {
                inputs.Add(new VariableMapping(source, [name]));
            }
        }

        node.Headers = [.. node.Headers, .. headers];
        node.Inputs = [.. node.Inputs, .. inputs];
    }

    /// <summary>Camunda 7's input and output parameters: a text, or an expression; what the task brings besides goes on as before.</summary>
    private void ReadVendorParameters(FlowNode node, XElement xml)
    {
        foreach (XElement mapping in VendorElements(xml, "inputOutput"))
        {
            node.Inputs = [.. node.Inputs, .. Parameters(xml, mapping, "inputParameter")];
            VariableMapping[] outputs = Parameters(xml, mapping, "outputParameter");
            node.Outputs = [.. node.Outputs, .. outputs];
            node.KeepsBrought |= outputs.Length > 0;
        }
    }

    private VariableMapping[] Parameters(XElement xml, XElement mapping, string kind)
    {
        List<VariableMapping> mappings = [];
        foreach (XElement each in mapping.Elements(mapping.Name.Namespace + kind))
        {
            string name = each.Text("name") ?? "";
            if (name.Length == 0 || (each.HasElements && VendorStructure.ToFeel(each) is null))
            {
                Find(BpmnFindings.ForeignBehaviour(xml, $"{kind} `{name}`", "is a script, or holds what has no FEEL meaning. Use zeebe:ioMapping with FEEL."));
            }
            else if (each.HasElements)
            {
                mappings.Add(new VariableMapping(Value(xml, $"{kind} `{name}`", "=" + VendorStructure.ToFeel(each)) ?? new ValueSource(""), [name]));
            }
            else
            {
                mappings.Add(new VariableMapping(Value(xml, $"{kind} `{name}`", each.Value) ?? new ValueSource(""), [name]));
            }
        }

        return [.. mappings];
    }

    /// <summary>What a call activity of Camunda 7, Flowable or Activiti passes (<c>in</c>) and takes over (<c>out</c>): nothing that is not said.</summary>
    private CallSpec ReadVendorCall(FlowNode node, XElement xml, ValueSource processId)
    {
        List<XElement> passed = [.. VendorElements(xml, "in")];
        // What is given back to the activity alone is gone with it.
        List<XElement> taken = [.. VendorElements(xml, "out").Where(each => !IsLocal(each))];
        node.Inputs = [.. node.Inputs, .. passed.SelectMany(each => Handed(xml, each))];
        node.Outputs = [.. node.Outputs, .. taken.SelectMany(each => Handed(xml, each))];
        bool takesAll = taken.Exists(IsAll);
        node.KeepsBrought |= takesAll;
        return new CallSpec(processId, passed.Exists(each => IsAll(each) && !IsLocal(each)) || xml.Vendor("inheritVariables") == "true", takesAll);
    }

    private IEnumerable<VariableMapping> Handed(XElement xml, XElement each)
    {
        string? source = each.Text("sourceExpression") ?? (Trimmed(each.Text("source")) is { } name ? Juel.Is(name) ? name : "=" + Juel.OfName(name) : null);
        string? target = Trimmed(each.Text("target"));
        if (target is not null && source is not null && Value(xml, $"variable `{target}`", source) is { } value)
        {
            yield return new VariableMapping(value, [target]);
        }
        else if ((target is null || string.IsNullOrWhiteSpace(source)) && !IsAll(each) && each.Text("businessKey") is null)
        {
            Find(BpmnFindings.BadMapping(xml, $"`{each.Name.LocalName}` needs a source and a target variable; found source `{source?.TrimStart('=')}` and target `{target}`."));
        }
    }

    private static bool IsAll(XElement each) => each.Text("variables") == "all";

    private static bool IsLocal(XElement each) => each.Flag("local") == true;

    /// <summary>What a thrown signal carries: the variables that Camunda 7's <c>in</c> names inside its definition, or Flowable's <c>out</c> on the event.</summary>
    private void ReadSignalContent(FlowNode node, XElement xml, XElement definition)
    {
        XElement[] carried = [.. VendorElements(definition, "in"), .. VendorElements(xml, "out")];
        if (Array.Exists(carried, IsAll))
        {
            Find(BpmnFindings.ForeignBehaviour(xml, "variables=\"all\"", "sends every variable with the signal. Name those that it carries."));
        }

        node.Inputs = [.. node.Inputs, .. carried.SelectMany(each => Handed(xml, each))];
    }

    /// <summary>Values that Flowable and Activiti give to the data objects of a scope; what an instance is started with goes before.</summary>
    private void ReadDataValues(FlowNode scope, XElement xml)
    {
        foreach (XElement data in xml.Elements(Names.Bpmn + "dataObject"))
        {
            if (VendorElements(data, "value").FirstOrDefault()?.Value is not { } text)
            {
                continue;
            }

            string? name = FirstName(data.Text("name"), data.Id());
            string value = VendorStructure.Typed(text, data.Text("itemSubjectRef"));
            string feel = scope.Parent is null ? $"if {name} = null then {value} else {name}" : value;
            if (name is not null && Value(xml, $"value of data object `{name}`", "=" + feel) is { } source)
            {
                scope.Inputs = [.. scope.Inputs, new VariableMapping(source, [name])];
            }
            else if (name is null)
            {
                Find(BpmnFindings.ForeignBehaviour(data, "value", "is given to a data object whose name FEEL cannot read. Give it a name of letters and digits."));
            }
        }
    }

    /// <summary>True when the file speaks another engine's dialect, so that its call activities pass nothing that is not said.</summary>
    private bool SpeaksVendor() => _document.Xml.Root!.Attributes().Any(each =>
        each.IsNamespaceDeclaration && Array.Exists(Names.Vendors, vendor => vendor.NamespaceName == each.Value));

    /// <summary>A service task with an expression: computed where it means something in FEEL; its value is kept when a variable is named.</summary>
    private bool ReadVendorExpression(FlowNode node, XElement xml)
    {
        if (xml.Vendor("expression") is not { } text || xml.Vendor("class") is not null || xml.Vendor("type") is not null)
        {
            return false;
        }

        Expression? expression = _expressions.Expression(xml, "expression", text);
        string? result = xml.Vendor("resultVariable") ?? xml.Vendor("resultVariableName");
        node.Behaviour = result is null ? PassThrough : Script;
        node.Task = expression is null || result is null ? null : new ScriptSpec(expression, result.Trim());
        return true;
    }

    private static IEnumerable<XElement> VendorElements(XElement xml, string name) =>
        xml.Child("extensionElements")?.Elements().Where(each => each.Name.LocalName == name && Array.IndexOf(Names.Vendors, each.Name.Namespace) >= 0) ?? [];
}
