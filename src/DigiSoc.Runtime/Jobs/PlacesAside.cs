namespace DigiSoc.Runtime;

/// <summary>Places of a node kept free while it asks the database for jobs.</summary>
/// <param name="Count">How many.</param>
/// <param name="Shares">How many each institution has without them; those without any are left out.</param>
/// <param name="LargestShare">The most one institution may have.</param>
internal sealed record PlacesAside(int Count, IReadOnlyDictionary<string, int> Shares, int LargestShare)
{
    public static PlacesAside None { get; } = new(0, new Dictionary<string, int>(), 0);
}
