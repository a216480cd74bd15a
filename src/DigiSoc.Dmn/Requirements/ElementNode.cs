using DigiSoc.Dmn.Boxed;
using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Requirements;

/// <summary>An element of the graph, bound for evaluation.</summary>
internal abstract class ElementNode(DrgElement element)
{
    public DrgElement Element { get; } = element;

    public string Name => Element.Name;

    /// <summary>The element's value in a scope.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="place">Of input data: its place among the inputs in force, −1 where it is not given.</param>
    public abstract FeelValue ValueIn(DecisionScope scope, int place);

    /// <summary>What expressions that use the element know of its type.</summary>
    public abstract FeelType KnownType { get; }
}

/// <summary>A value from outside.</summary>
internal sealed class InputNode(InputData element, string space, DmnType type) : ElementNode(element)
{
    // Any, and the types of single values; null for those that have to be looked into or tested.
    private readonly bool _takesAll = type.TakesAll && !type.IsConstrained;
    private readonly FeelKind? _kind = type.OnlyKind;

    public DmnType Type { get; } = type;

    /// <summary>What it is called among the caller's values: the name that tells it from inputs of other models, else its plain name.</summary>
    public string[] Names { get; } = [DmnModel.QualifiedInput(space, element.Name), element.Name];

    /// <summary>Whether a value is of the type, without a look inside.</summary>
    public bool IsPlain(in FeelValue value) => _takesAll || (_kind is { } kind && value.Kind == kind);

    public override FeelType KnownType => Type.Shape;

    public override FeelValue ValueIn(DecisionScope scope, int place) => scope.ValueOf(this, place);
}

/// <summary>A decision.</summary>
internal sealed class DecisionNode(Decision element, DmnType type) : ElementNode(element)
{
    public DmnType Type { get; } = type;

    public Decision Decision { get; } = element;

    /// <summary>What its logic sees; set once, when the graph is bound.</summary>
    public RequirementPlan Requirements { get; set; } = RequirementPlan.None;

    /// <summary>Its logic; null while the graph is being bound, and for a decision in a circle of requirements.</summary>
    public Logic? Logic
    {
        get;
        set
        {
            field = value;
            KeepsVariables = value is null || value.MayKeepVariables;
        }
    }

    /// <summary>Whether the variables of an evaluation must be its own; see <see cref="Boxed.Logic.MayKeepVariables"/>.</summary>
    public bool KeepsVariables { get; private set; } = true;

    public override FeelType KnownType =>
        ReferenceEquals(Type.Shape, FeelType.Any) ? Logic?.Type ?? FeelType.Any : Type.Shape;

    public override FeelValue ValueIn(DecisionScope scope, int place) => scope.ValueOf(this);
}

/// <summary>A business knowledge model.</summary>
internal sealed class KnowledgeNode(BusinessKnowledgeModel element) : ElementNode(element)
{
    public BusinessKnowledgeModel Knowledge { get; } = element;

    public RequirementPlan Requirements { get; set; } = RequirementPlan.None;

    /// <summary>Its logic; null while the graph is being bound.</summary>
    public FunctionLogic? Logic { get; set; }

    /// <summary>The function, shared by all evaluations: a knowledge model sees other knowledge only, never data.</summary>
    public FeelFunction? Function { get; set; }

    /// <summary>What its body sees beside the parameters: the functions it requires, and itself.</summary>
    public FeelContext Variables { get; set; } = FeelContext.Empty;

    public override FeelType KnownType => Logic?.Type ?? FeelType.Any;

    public override FeelValue ValueIn(DecisionScope scope, int place) => Function is null ? FeelValue.Null : FeelValue.Of(Function);
}

/// <summary>A decision service.</summary>
internal sealed class ServiceNode(DecisionService element, DmnType type) : ElementNode(element)
{
    public DecisionService Service { get; } = element;

    /// <summary>Type written on its variable: of the function, or of its result.</summary>
    public DmnType Type { get; } = type;

    public IReadOnlyList<DecisionNode> Outputs { get; set; } = [];

    /// <summary>Input data, then input decisions, each in file order.</summary>
    public IReadOnlyList<ElementNode> Parameters { get; set; } = [];

    /// <summary>The function; set once, when the graph is bound.</summary>
    public FeelFunction? Function { get; set; }

    /// <summary>What its result must be.</summary>
    public DmnType ResultType => Type.Result ?? (Type.Shape.Kind == FeelKind.Function ? DmnType.Any : Type);

    public override FeelType KnownType => Function is null
        ? FeelType.Any
        : FeelType.FunctionOf(Function.Parameters, ServiceFunction.KnownResult(this));

    public override FeelValue ValueIn(DecisionScope scope, int place) => Function is null ? FeelValue.Null : FeelValue.Of(Function);
}
