using DigiSoc.Feel.Evaluation;
using DigiSoc.Feel.Functions;

namespace DigiSoc.Feel.Typing;

/// <summary>What a call gives, as far as it is known which function is called.</summary>
internal static class CallTypes
{
    /// <summary>The result of a call by position.</summary>
    internal static FeelType Of(Node function, Node[] arguments) => CalleeOf(function) switch
    {
        BuiltInFunction { GivesBy: { } by } => by(Array.ConvertAll(arguments, each => each.StaticType)),
        BuiltInFunction builtIn => builtIn.Gives,
        FeelType.FunctionType known => known.Result,
        _ => FeelType.Any,
    };

    /// <summary>The result of a call by names, whose order is not looked at.</summary>
    internal static FeelType OfNamed(Node function) => CalleeOf(function) switch
    {
        BuiltInFunction builtIn => builtIn.Gives,
        FeelType.FunctionType known => known.Result,
        _ => FeelType.Any,
    };

    /// <summary>The built-in function that is surely called, or the type of a function made elsewhere; null when neither is known.</summary>
    internal static object? CalleeOf(Node node) => node switch
    {
        ParenthesisNode or Guard or SharedNode => CalleeOf(node.Parts.First()),
        FreeNode { BuiltIn: not null, IsVariable: false } free => free.BuiltIn,
        FilterNameNode name when name.Items.All(item => MemberTypes.Lacks(item.Type, name.Name)) => CalleeOf(name.Outside),
        _ => node.StaticType.Kind switch
        {
            FeelKind.Function => node.StaticType as FeelType.FunctionType,
            null => null,
            _ => node.BuiltIn,
        },
    };
}
