using System.Xml.Linq;
using DigiSoc.Dmn.Boxed;
using static DigiSoc.Dmn.Reading.ReadingScope;

namespace DigiSoc.Dmn.Reading;

/// <summary>Reads boxed expressions.</summary>
internal sealed class ExpressionReader(ReadingScope scope)
{
    private readonly TableReader _tables = new(scope);

    /// <summary>The expression among an element's children; null when there is none.</summary>
    public BoxedExpression? ReadInside(XElement? parent) =>
        parent?.Elements().Where(DmnNames.IsDmn).Select(Read).FirstOrDefault(found => found is not null);

    /// <summary>The expression an element is; null when it is something else.</summary>
    public BoxedExpression? Read(XElement element)
    {
        var read = ReadBody(element);
        return read is null ? null : read with { Id = Attribute(element, "id"), TypeRef = scope.TypeRef(element) };
    }

    private BoxedExpression? ReadBody(XElement element) => element.Name.LocalName switch
    {
        "literalExpression" => Literal(element),
        "context" => new ContextExpression([.. Children(element, "contextEntry").Select(Entry)]) { Place = At(element) },
        "decisionTable" => new TableExpression(_tables.Read(element)) { Place = At(element) },
        "invocation" => Invocation(element),
        "relation" => Relation(element),
        "list" => new ListExpression(Expressions(element)) { Place = At(element) },
        "functionDefinition" => Function(element),
        "conditional" => new ConditionalExpression(Part(element, "if"), Part(element, "then"), Part(element, "else"))
        {
            Place = At(element),
        },
        "filter" => new FilterExpression(Part(element, "in"), Part(element, "match")) { Place = At(element) },
        "for" => Iterator(element, IteratorKind.For, "return"),
        "some" => Iterator(element, IteratorKind.Some, "satisfies"),
        "every" => Iterator(element, IteratorKind.Every, "satisfies"),
        _ => null,
    };

    /// <summary>A function definition, also the encapsulated logic of a knowledge model.</summary>
    public FunctionExpression Function(XElement element)
    {
        var parameters = Children(element, "formalParameter").Select(Variable);
        return new FunctionExpression(Kind(element), [.. parameters], ReadInside(element))
        {
            Id = Attribute(element, "id"),
            TypeRef = scope.TypeRef(element),
            Place = At(element),
        };
    }

    /// <summary>A variable, parameter or column: its name and type.</summary>
    public InformationItem Variable(XElement element) => new(Attribute(element, "name") ?? "", scope.TypeRef(element));

    private static FunctionKind Kind(XElement element) => Attribute(element, "kind")?.ToUpperInvariant() switch
    {
        "JAVA" => FunctionKind.Java,
        "PMML" => FunctionKind.Pmml,
        _ => FunctionKind.Feel,
    };

    private LiteralExpression Literal(XElement element) => new(TextOf(element) ?? "")
    {
        Place = At(element),
        ForeignLanguage = scope.ForeignLanguage(element),
    };

    private ContextEntry Entry(XElement element)
    {
        var variable = Child(element, "variable");
        return new ContextEntry(variable is null ? null : Variable(variable), ReadInside(element));
    }

    private InvocationExpression Invocation(XElement element)
    {
        // DMN 1.1 gave the callee as the first expression among the children, as do all later versions.
        var bindings = Children(element, "binding").Select(binding =>
            new Binding(Variable(Child(binding, "parameter") ?? binding), ReadInside(binding)));
        return new InvocationExpression(ReadInside(element), [.. bindings]) { Place = At(element) };
    }

    private RelationExpression Relation(XElement element)
    {
        var rows = Children(element, "row").Select(row => (IReadOnlyList<BoxedExpression>)Expressions(row));
        return new RelationExpression([.. Children(element, "column").Select(Variable)], [.. rows]) { Place = At(element) };
    }

    private IteratorExpression Iterator(XElement element, IteratorKind kind, string body)
    {
        var variable = new InformationItem(
            Attribute(element, "iteratorVariable") ?? "", scope.TypeRef(Child(element, "in")));
        return new IteratorExpression(kind, variable, Part(element, "in"), Part(element, body)) { Place = At(element) };
    }

    private BoxedExpression? Part(XElement element, string name) => ReadInside(Child(element, name));

    private List<BoxedExpression> Expressions(XElement parent) =>
        [.. parent.Elements().Where(DmnNames.IsDmn).Select(Read).OfType<BoxedExpression>()];

    private DmnPlace At(XElement element) => scope.PlaceOf(element);
}
