using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>What a process or sub-process holds.</summary>
internal sealed class ScopeContent
{
    /// <summary>The none start event, if any.</summary>
    public FlowNode? NoneStart;

    /// <summary>Every start event, and every element without incoming flow that begins by itself.</summary>
    public FlowNode[] Starts = [];

    public FlowNode[] EventSubProcesses = [];

    /// <summary>For an ad-hoc sub-process: what is told of each activity that can be begun, as Camunda 8 tells it in <c>adHocSubProcessElements</c>.</summary>
    public FeelList AdHocElements = FeelList.Empty;

    /// <summary>Variables that data objects of this scope declare.</summary>
    public string[] DataObjects = [];

    /// <summary>Inclusive joins of this scope.</summary>
    public FlowNode[] InclusiveJoins = [];

    /// <summary>True when something in here can be compensated, so that completed activities are remembered.</summary>
    public bool HasCompensation;

    /// <summary>The event sub-process that undoes this scope as a whole; null: none.</summary>
    public FlowNode? CompensationSubProcess;
}
