using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>Kinds of values as findings name them.</summary>
internal static class KindNames
{
    public static string Of(FeelKind kind) => kind.ToString().ToLowerInvariant();
}
