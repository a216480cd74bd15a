using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Typing;

/// <summary>Names of entries that no value has.</summary>
internal static class NameFindings
{
    internal static IEnumerable<FeelFinding> Of(PathNode node) =>
        MemberTypes.Of(node.Owner.StaticType, node.Name) is null ? [TypeErrors.NoMember(node)] : [];

    internal static IEnumerable<FeelFinding> Of(FilterNameNode node) => FilterNames.IsUnknown(node) ? [TypeErrors.NoName(node)] : [];

    internal static IEnumerable<FeelFinding> Of(ContextNode node) => node.IsWellFormed ? [] : [TypeErrors.Twice(node)];
}
