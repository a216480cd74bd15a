using DigiSoc.Bpmn.Checking;

namespace DigiSoc.Bpmn;

/// <summary>Tells of a whole file whether it can be deployed.</summary>
public static class BpmnChecker
{
    /// <summary>Reads a file and compiles every process of it that is meant to run.</summary>
    /// <remarks>
    /// Meant to run is a process that does not say <c>isExecutable="false"</c>; in a file where all say so, every one that
    /// holds elements. Empty processes beside others (closed pools of a collaboration) are passed over.
    /// </remarks>
    /// <param name="xml">The text of the file.</param>
    /// <param name="resources">What its processes refer to.</param>
    public static BpmnCheckResult Check(string xml, ProcessResources resources)
    {
        BpmnReadResult read = BpmnReader.Read(xml);
        if (read.Document is not { } document)
        {
            return new BpmnCheckResult([], read.Diagnostics);
        }

        List<BpmnDiagnostic> found = [.. read.Diagnostics];
        List<ProcessModel> models = [];
        List<BpmnProcess> processes = ToRun(document);
        if (processes.Count == 0)
        {
            found.Add(BpmnFindings.NothingToRun(document.Xml.Root!));
        }

        FileIds.Check(document, found);
        foreach (BpmnProcess process in processes)
        {
            CompileResult compiled = ProcessModel.Compile(document, process.Id, resources);
            found.AddRange(compiled.Diagnostics);
            if (compiled.Model is { } model)
            {
                models.Add(model);
            }
        }

        return new BpmnCheckResult(models, found);
    }

    private static List<BpmnProcess> ToRun(BpmnDocument document)
    {
        List<BpmnProcess> filled = [.. document.Processes.Where(process => SchemaCheck.HoldsFlowNodes(process.Element))];
        List<BpmnProcess> executable = filled.FindAll(process => process.IsExecutable != false);
        return executable.Count > 0 ? executable : filled;
    }
}

/// <summary>Whether a file can be deployed.</summary>
/// <param name="Models">Processes that compiled.</param>
/// <param name="Diagnostics">Findings in document order; the file can be deployed when none is an error.</param>
public sealed record BpmnCheckResult(IReadOnlyList<ProcessModel> Models, IReadOnlyList<BpmnDiagnostic> Diagnostics)
{
    /// <summary>True when nothing is refused.</summary>
    public bool CanBeDeployed => Diagnostics.All(each => each.Severity != BpmnSeverity.Error);
}
