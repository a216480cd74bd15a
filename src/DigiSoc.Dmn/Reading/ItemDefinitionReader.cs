using System.Xml.Linq;
using static DigiSoc.Dmn.Reading.ReadingScope;

namespace DigiSoc.Dmn.Reading;

/// <summary>Reads item definitions and their components.</summary>
internal sealed class ItemDefinitionReader(ReadingScope scope)
{
    /// <summary>The definition or component an element is.</summary>
    public ItemDefinition Read(XElement element)
    {
        // DMN 1.1 and later write the type as a child element; some tools as an attribute.
        var written = ChildText(element, "typeRef") ?? Attribute(element, "typeRef");
        return new ItemDefinition
        {
            Name = Attribute(element, "name") ?? "",
            Place = scope.PlaceOf(element),
            TypeRef = scope.TypeName(element, written),
            IsCollection = Attribute(element, "isCollection") is "true" or "1",
            AllowedValues = FilledTextOf(Child(element, "allowedValues")),
            TypeConstraint = FilledTextOf(Child(element, "typeConstraint")),
            Components = [.. Children(element, "itemComponent").Select(Read)],
            Function = Child(element, "functionItem") is { } function ? Function(function) : null,
        };
    }

    private FunctionItem Function(XElement element)
    {
        var parameters = Children(element, "parameters")
            .Select(parameter => new InformationItem(Attribute(parameter, "name") ?? "", scope.TypeRef(parameter)));
        return new FunctionItem([.. parameters], scope.TypeName(element, Attribute(element, "outputTypeRef")));
    }
}
