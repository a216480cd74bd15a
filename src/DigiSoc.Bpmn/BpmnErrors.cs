using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>Every code of a running instance with its text. Codes of files are in <see cref="Checking.BpmnFindings"/>.</summary>
internal static class BpmnErrors
{
    public const string JoinNeverComplete = "BPMN-109";

    public static Problem NotBoolean(FlowNode node, string purpose, string expression, in FeelResult result, IEnumerable<string> available) => new(
        "BPMN-101",
        $"Deciding the {purpose} at {node}: expected true or false, `{expression}` gave {result.Value}.{Why(result)} "
        + $"Available: {List(available)}. Set the variables or correct the expression, then retry.");

    public static Problem NotText(FlowNode node, string purpose, string expression, in FeelResult result, IEnumerable<string> available) => new(
        "BPMN-102",
        $"Computing the {purpose} of {node}: expected a text, `{expression}` gave {result.Value}.{Why(result)} "
        + $"Available: {List(available)}. Set the variables or correct the expression, then retry.");

    public static Problem NoFlow(FlowNode node, string conditions, IEnumerable<string> available) => new(
        "BPMN-103",
        $"Leaving {node}: no outgoing flow is true and there is no default. Conditions: {conditions}. "
        + $"Available: {List(available)}. Add a default flow or set the variables, then retry.");

    public static Problem BadTimer(FlowNode node, string text, string found, string expected, IEnumerable<string> available) => new(
        "BPMN-104",
        $"Computing the time of {node}: expected {expected}, `{text}` gave {found}. "
        + $"Available: {List(available)}. Set the variables or correct the expression, then retry.");

    public static Problem JobFailed(FlowNode node, string code, string text) => new(
        "BPMN-105", $"Working on {node}: the job used up its retries, last with {code}: {text} Remove the cause, then retry.");

    public static Problem ChildFailed(FlowNode node, string code, string text) => new(
        "BPMN-106", $"Calling a process at {node}: the called instance did not end as modelled ({code}: {text}). Retry to call it again.");

    public static Problem ErrorUncaught(FlowNode node, string code, string text) => new(
        "BPMN-107",
        $"Throwing error `{code}` at {node}: no boundary event or event sub-process around it catches it. {text} "
        + "Add one that catches the code, or remove the cause and retry.");

    public static Problem DecisionFailed(FlowNode node, string decisionId, string reason) => new(
        "BPMN-108", $"Deciding `{decisionId}` at {node}: {reason} Set the variables or correct the decision, then retry.");

    public static Problem JoinIsStuck(FlowNode gateway, ElementInstance scope) => new(
        JoinNeverComplete,
        $"Joining at {gateway} in `{scope.ElementId}`: tokens wait, and no token is left that could reach the flows still missing. "
        + "Move a token by a modification, or correct the model and migrate.");

    public static Problem LoopInput(FlowNode node, string purpose, string expression, in FeelResult result, string expected, IEnumerable<string> available) => new(
        "BPMN-110",
        $"Beginning the loop of {node}: the {purpose} `{expression}` must be {expected}, it gave {Short(result.Value)}.{Why(result)} "
        + $"Available: {List(available)}. Set the variables or correct the expression, then retry.");

    /// <summary>The code of a choice of activities that cannot be followed.</summary>
    public const string AdHocChoiceCode = "BPMN-111";

    public static Problem AdHocElement(FlowNode node, string found, IEnumerable<string> possible) => new(
        AdHocChoiceCode,
        $"Choosing the activities of {node}: expected a list of ids of its activities, found {found}. Possible: {List(possible)}. "
        + "Correct the expression or the variables, then retry.");

    public static Problem AdHocChoice(FlowNode node, string found, IEnumerable<string> possible) => new(
        AdHocChoiceCode,
        $"Choosing the activities of {node} by its job: expected ids of its activities, or that it is through, found {found}. Possible: {List(possible)}. "
        + "Correct the job's handler, then retry.");

    public static Problem AdHocNotThrough(FlowNode node, string condition) => new(
        "BPMN-114",
        $"Completing {node}: nothing is left to run in it, and its completion condition `{condition}` is false. "
        + "Begin one of its activities by a modification, or set the variables and retry.");

    public static Problem NotGathered(FlowNode node, string collection, in FeelValue found) => new(
        "BPMN-112",
        $"Gathering the outputs of {node}: expected a list in `{collection}`, found {Short(found)}. Set the variable of the sub-process to a list, then retry.");

    /// <summary>The code of a condition that is waited for and has the wrong type.</summary>
    public const string NoCondition = "BPMN-113";

    public static Problem WaitsForNoCondition(FlowNode node, string expression, in FeelResult result, IEnumerable<string> available) => new(
        NoCondition,
        $"Waiting for the condition of {node}: expected true or false (or null for not yet), `{expression}` gave {Short(result.Value)}.{Why(result)} "
        + $"Available: {List(available)}. Set the variables, and it is looked at again; or correct the expression and migrate.");

    public static Problem AdHocChoiceElsewhere(FlowNode node) => new(
        AdHocChoiceCode,
        $"Completing the job of {node}: expected variables, found a choice of activities; it leads no ad-hoc sub-process. Correct the job's handler, then retry.");

    /// <summary>The code of a task whose people cannot be told.</summary>
    public const string PeopleCode = "BPMN-115";

    public static Problem NoNames(FlowNode node, string purpose, string expression, in FeelValue found, string expected, IEnumerable<string> available) => new(
        PeopleCode,
        $"Assigning {node}: the {purpose} `{expression}` must be {expected}, it gave {Short(found)}. "
        + $"Available: {List(available)}. Set the variables or correct the expression, then retry.");

    public static Problem TaskForNobody(FlowNode node, IEnumerable<string> expressions, IEnumerable<string> available) => new(
        PeopleCode,
        $"Assigning {node}: nobody comes of {List(expressions.Select(each => $"`{each}`"))}. "
        + $"Available: {List(available)}. Set the variables or correct the expressions, then retry.");

    public static Rejection AlreadyStarted(ProcessModel model, InstanceState state) => new(
        "BPMN-201", $"Starting an instance of `{model.ProcessId}`: expected a new state, found one that is {state.Status}. Start from InstanceState.New.");

    public static Rejection NotStarted(ProcessModel model, Command command) => new(
        "BPMN-202", $"{command.GetType().Name} on an instance of `{model.ProcessId}` that has not begun. Send StartInstance first.");

    public static Rejection AlreadyEnded(ProcessModel model, InstanceState state, Command command) => new(
        "BPMN-203", $"{command.GetType().Name} on an instance of `{model.ProcessId}` that is {state.Status}. Nothing is left to do.");

    public static Rejection NoNoneStart(ProcessModel model) => new(
        "BPMN-204",
        $"Starting `{model.ProcessId}` without a start element: it has no none start event. Available: {List(model.Starts.Select(start => $"{start.ElementId} ({start.Kind})"))}.");

    public static Rejection NoSuchStart(ProcessModel model, string startElementId) => new(
        "BPMN-205",
        $"Starting `{model.ProcessId}` at `{startElementId}`: no such start event. Available: {List(model.Starts.Select(start => start.ElementId))}.");

    public static Rejection Suspended(ProcessModel model, Command command) => new(
        "BPMN-206", $"{command.GetType().Name} on an instance of `{model.ProcessId}` that is suspended. Resume it, then send the command again.");

    public static Rejection NotSuspended(ProcessModel model) => new(
        "BPMN-207", $"ResumeInstance on an instance of `{model.ProcessId}` that is not suspended. Nothing is left to do.");

    public static Rejection NoSuchWait(ProcessModel model, WaitCommand command, InstanceState state) => new(
        "BPMN-208",
        $"{command.GetType().Name} for wait {command.WaitId} of `{model.ProcessId}`: it is not open; it was answered before or its step was left. "
        + $"Open: {List(state.Waits.Select(wait => $"{wait.Id} ({wait.Kind} at {wait.ElementId})"))}.");

    public static Rejection WrongWait(ProcessModel model, WaitCommand command, Wait wait) => new(
        "BPMN-209",
        $"{command.GetType().Name} for wait {wait.Id} of `{model.ProcessId}` at `{wait.ElementId}`: it waits for {wait.Kind}. Send the command that answers that.");

    public static Rejection NoSuchIncident(ProcessModel model, long incidentId, InstanceState state) => new(
        "BPMN-210",
        $"Resolving incident {incidentId} of `{model.ProcessId}`: it is not open. Open: {List(state.Incidents.Select(incident => $"{incident.Id} ({incident.Code} at {incident.ElementId})"))}.");

    public static Rejection NoSuchScope(ProcessModel model, long scopeId, InstanceState state) => new(
        "BPMN-211",
        $"Using element instance {scopeId} of `{model.ProcessId}`: it does not live. Living: {List(state.Elements.Select(element => $"{element.Id} ({element.ElementId})"))}.");

    public static Rejection NoSuchElement(ProcessModel model, string elementId, string reason) => new(
        "BPMN-212", $"Activating `{elementId}` in an instance of `{model.ProcessId}`: {reason}. Name an element of the model that a token can be put on.");

    public static Rejection AmbiguousScope(ProcessModel model, FlowNode node, IEnumerable<long> scopes) => new(
        "BPMN-213",
        $"Activating {node} in an instance of `{model.ProcessId}`: its scope `{node.Parent!.Id}` lives more than once. Name one of: {List(scopes.Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture)))}.");

    public static Rejection MigrationRefused(ProcessModel model, ProcessModel target, IReadOnlyList<string> reasons) => new(
        "BPMN-214",
        $"Migrating an instance of `{model.ProcessId}` to a version of `{target.ProcessId}`: {string.Join("; ", reasons)}. Extend the plan, or move the tokens by a modification first.");

    public static Rejection NotAround(ProcessModel model, FlowNode node, ElementInstance scope) => new(
        "BPMN-215",
        $"Activating {node} in an instance of `{model.ProcessId}`: element instance {scope.Id} of `{scope.ElementId}` ({scope.Phase}) is no running scope around it. "
        + "Name the scope it lies in, or one further out; of a loop one round.");

    public static Rejection VariablesElsewhere(ProcessModel model, FlowNode node, string elementId) => new(
        "BPMN-216",
        $"Activating {node} in an instance of `{model.ProcessId}`: variables are given for `{elementId}`, which is neither the element nor a scope around it. "
        + "Set those by an instruction of their own.");

    private static string Why(in FeelResult result) =>
        result.Causes.Count == 0 ? "" : $" Because: {string.Join(" ", result.Causes.Take(3).Select(cause => cause.Text))}";

    private static string Short(in FeelValue value)
    {
        string text = value.ToString();
        return text.Length <= 80 ? text : text[..80] + "…";
    }

    private static string List(IEnumerable<string> names)
    {
        string joined = string.Join(", ", names.Take(30));
        return joined.Length == 0 ? "nothing" : joined;
    }
}
