using DigiSoc.Dmn.Reading;
using DigiSoc.Dmn.Requirements;
using DigiSoc.Dmn.Tracing;
using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn;

/// <summary>A decision model, compiled. Immutable; evaluated any number of times, by any number of threads.</summary>
public sealed class DmnModel
{
    private readonly Definitions _definitions;
    private readonly ModelGraph _graph;

    private DmnModel(
        Definitions definitions,
        TypeTable types,
        ModelGraph graph,
        IReadOnlyList<KeyValuePair<DmnImport, DmnModel>> imports,
        BoundTexts texts,
        IReadOnlyList<DmnDiagnostic> diagnostics)
    {
        Texts = texts;
        Diagnostics = diagnostics;
        _definitions = definitions;
        _graph = graph;
        TypeTable = types;
        ImportedModels = imports;
    }

    /// <summary>Name of the model.</summary>
    public string Name => _definitions.Name;

    /// <summary>Namespace, by which other models import it.</summary>
    public string Namespace => _definitions.Namespace;

    /// <summary>Models it uses, as declared.</summary>
    public IReadOnlyList<DmnImport> Imports => _definitions.Imports;

    /// <summary>Types it defines, in file order.</summary>
    public IReadOnlyList<ItemDefinition> ItemDefinitions => _definitions.ItemDefinitions;

    /// <summary>Values it takes from outside, in file order.</summary>
    public IReadOnlyList<InputData> Inputs => [.. _definitions.Elements.OfType<InputData>()];

    /// <summary>Its decisions, in file order.</summary>
    public IReadOnlyList<Decision> Decisions => [.. _definitions.Elements.OfType<Decision>()];

    /// <summary>Its business knowledge models, in file order.</summary>
    public IReadOnlyList<BusinessKnowledgeModel> KnowledgeModels => [.. _definitions.Elements.OfType<BusinessKnowledgeModel>()];

    /// <summary>Its decision services, in file order.</summary>
    public IReadOnlyList<DecisionService> Services => [.. _definitions.Elements.OfType<DecisionService>()];

    /// <summary>What was found wrong when the model was read and bound, in file order.</summary>
    public IReadOnlyList<DmnDiagnostic> Diagnostics { get; }

    /// <summary>For the checker: its FEEL texts, and where logic can never give the type prescribed.</summary>
    internal BoundTexts Texts { get; }

    internal TypeTable TypeTable { get; }

    internal ModelGraph Graph => _graph;

    internal IReadOnlyList<KeyValuePair<DmnImport, DmnModel>> ImportedModels { get; }

    /// <summary>The name under which a caller gives the input of an imported model when two models have one of that name.</summary>
    public static string QualifiedInput(string modelNamespace, string name) => $"{modelNamespace}#{name}";

    /// <summary>Evaluates a decision and what it requires.</summary>
    /// <param name="decision">Name or id of a decision of this model.</param>
    /// <param name="inputs">
    /// Values of input data by name; more than needed does no harm. Texts are taken as dates, times and durations where
    /// the input's type says so. An input of an imported model is given by its plain name, or, where two models have
    /// the same, by <see cref="QualifiedInput"/>.
    /// </param>
    /// <param name="environment">The instant and the limits.</param>
    /// <param name="tracing">Whether to write down what is done.</param>
    /// <returns>The value; null with a cause where there is none. Nothing in the model or the inputs makes this throw.</returns>
    public DmnResult Evaluate(
        string decision, FeelContext inputs, FeelEnvironment environment, DmnTracing tracing = DmnTracing.Off)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(environment);
        var recorder = tracing == DmnTracing.On ? new TraceRecorder(inputs, environment) : null;
        var run = Run.Rent(environment, recorder);
        var value = _graph.FindDecision(decision) is { } node
            ? run.ScopeOf(inputs).ValueOf(node)
            : Unknown(run, "decision", decision, Decisions.Select(known => known.Name));
        return Result(run, value, recorder?.Finish(this, decision, value));
    }

    /// <summary>Calls a decision service or knowledge model with arguments by the names of its parameters.</summary>
    /// <param name="invocable">Name or id of a service or knowledge model of this model.</param>
    /// <param name="arguments">Arguments by parameter name; absent ones are null. Texts are taken as in <see cref="Evaluate"/>.</param>
    /// <param name="environment">The instant and the limits.</param>
    /// <param name="tracing">Whether to write down what is done.</param>
    /// <returns>The result; of a service with several outputs, a context by decision name.</returns>
    public DmnResult Invoke(
        string invocable, FeelContext arguments, FeelEnvironment environment, DmnTracing tracing = DmnTracing.Off)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(environment);
        var recorder = tracing == DmnTracing.On ? new TraceRecorder(arguments, environment) : null;
        var run = Run.Rent(environment, recorder);
        var value = Invoke(invocable, arguments, run);
        return Result(run, value, recorder?.Finish(this, invocable, value));
    }

    private static DmnResult Result(Run run, in FeelValue value, DmnTrace? trace)
    {
        var result = new DmnResult(value, run.Causes(), run.Call.CausesDropped, trace);
        run.Return();
        return result;
    }

    internal static DmnReadResult Build(
        Definitions definitions, Func<string, DmnModel?> imports, IReadOnlyList<DmnDiagnostic> found)
    {
        var diagnostics = found.ToList();
        var imported = Imported(definitions, imports, diagnostics);
        var types = new TypeTable(
            definitions.ItemDefinitions,
            imported.Select(import => KeyValuePair.Create(import.Key.Name, import.Value.TypeTable)),
            diagnostics);
        var graph = new ModelGraph(
            definitions, types, [.. imported.Select(import => (import.Key, import.Value._graph))], diagnostics);
        var texts = GraphBinder.Bind(graph, types, diagnostics);
        return new DmnReadResult(new DmnModel(definitions, types, graph, imported, texts, diagnostics), diagnostics);
    }

    private static List<KeyValuePair<DmnImport, DmnModel>> Imported(
        Definitions definitions, Func<string, DmnModel?> imports, List<DmnDiagnostic> diagnostics)
    {
        var models = new List<KeyValuePair<DmnImport, DmnModel>>();
        var cyclic = diagnostics.Where(known => known.Code == DmnCodes.CyclicImportCode)
            .Select(known => known.Place.ElementId).ToHashSet(StringComparer.Ordinal);
        foreach (var import in definitions.Imports.Where(import => !cyclic.Contains(import.Name)))
        {
            if (import.IsDmn && imports(import.Namespace) is { } model)
            {
                models.Add(KeyValuePair.Create(import, model));
            }
            else
            {
                diagnostics.Add(DmnCodes.UnknownImport(definitions.Name, import));
            }
        }

        return models;
    }

    private FeelValue Invoke(string invocable, FeelContext arguments, Run run)
    {
        if (_graph.Find<ServiceNode>(invocable) is { } service)
        {
            return ServiceFunction.Invoke(
                service,
                [.. service.Parameters.Select(parameter => Argument(arguments, parameter.Name, ServiceFunction.TypeOf(parameter)))],
                run.Call);
        }

        return _graph.Find<KnowledgeNode>(invocable) is { Function: { } function, Logic: { } logic }
            ? function.Invoke([.. logic.Parameters.Select(parameter => Argument(arguments, parameter.Key, parameter.Value))], run.Call)
            : Unknown(run, "decision service or knowledge model", invocable, _graph.Nodes.Select(node => node.Name));
    }

    private static FeelValue Argument(FeelContext arguments, string name, DmnType type) =>
        arguments.TryGet(name, out var value) ? OutsideValues.Read(value, type) : FeelValue.Null;

    private FeelValue Unknown(Run run, string kind, string name, IEnumerable<string> known)
    {
        var near = NearNames.Of(name, known);
        return run.Call.Fail(
            FeelCauseKind.NameNotFound,
            $"The model \"{Name}\" has no {kind} \"{name}\".{(near.Length == 0 ? "" : $" Did you mean {near}?")}");
    }
}
