using System.Xml.Linq;
using static DigiSoc.Dmn.Reading.ReadingScope;

namespace DigiSoc.Dmn.Reading;

/// <summary>Reads the elements of the requirements graph.</summary>
internal sealed class DrgReader(ReadingScope scope)
{
    private readonly ExpressionReader _expressions = new(scope);

    /// <summary>The element of the graph that an XML element is; null when it is something else.</summary>
    public DrgElement? Read(XElement element)
    {
        scope.Enter(NameOf(element));
        return element.Name.LocalName switch
        {
            "inputData" => Common(element, new InputData { Id = "", Name = "", Place = At(element), TypeRef = Type(element) }),
            "decision" => Decision(element),
            "businessKnowledgeModel" => Knowledge(element),
            "decisionService" => Service(element),
            _ => null,
        };
    }

    private DrgElement Decision(XElement element) => Common(element, new Decision
    {
        Id = "",
        Name = "",
        Place = At(element),
        TypeRef = Type(element),
        Question = ChildText(element, "question"),
        Information = Required(element, "informationRequirement", "requiredDecision", "requiredInput"),
        Knowledge = Required(element, "knowledgeRequirement", "requiredKnowledge"),
        Logic = _expressions.ReadInside(element),
    });

    private DrgElement Knowledge(XElement element) => Common(element, new BusinessKnowledgeModel
    {
        Id = "",
        Name = "",
        Place = At(element),
        TypeRef = Type(element),
        Knowledge = Required(element, "knowledgeRequirement", "requiredKnowledge"),
        Logic = Child(element, "encapsulatedLogic") is { } logic ? _expressions.Function(logic) : null,
    });

    private DrgElement Service(XElement element) => Common(element, new DecisionService
    {
        Id = "",
        Name = "",
        Place = At(element),
        TypeRef = Type(element),
        OutputDecisions = References(element, "outputDecision"),
        EncapsulatedDecisions = References(element, "encapsulatedDecision"),
        InputDecisions = References(element, "inputDecision"),
        InputData = References(element, "inputData"),
    });

    private static DrgElement Common(XElement element, DrgElement read) => read with
    {
        Id = Attribute(element, "id") ?? NameOf(element),
        Name = NameOf(element),
        Description = ChildText(element, "description"),
        Norms = NormsOf(element),
    };

    // The variable's name is what expressions see; the standard wants both names equal.
    private static string NameOf(XElement element) =>
        Attribute(element, "name") ?? Attribute(Child(element, "variable"), "name") ?? Attribute(element, "id") ?? "";

    private string? Type(XElement element) => scope.TypeRef(Child(element, "variable"));

    private DmnPlace At(XElement element) => scope.PlaceOf(element);

    private List<DmnReference> Required(XElement element, string requirement, params string[] kinds) =>
        [.. Children(element, requirement).SelectMany(found => kinds.SelectMany(kind => References(found, kind)))];

    private List<DmnReference> References(XElement element, string name) =>
        [.. Children(element, name).Select(Reference).OfType<DmnReference>()];

    private DmnReference? Reference(XElement element)
    {
        var href = Attribute(element, "href");
        if (href is null)
        {
            scope.Diagnostics.Add(DmnCodes.ReferenceWithoutTarget(At(element), element.Name.LocalName));
            return null;
        }

        var hash = href.IndexOf('#', StringComparison.Ordinal);
        return hash > 0
            ? new DmnReference(href[..hash], href[(hash + 1)..], LineOf(element))
            : new DmnReference(null, href[(hash + 1)..], LineOf(element));
    }
}
