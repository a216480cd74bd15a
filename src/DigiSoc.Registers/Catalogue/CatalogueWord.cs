namespace DigiSoc.Registers.Catalogue;

/// <summary>What people call a field or a code.</summary>
/// <param name="Lv">In Latvian.</param>
/// <param name="En">In English.</param>
public sealed record CatalogueWord(string Lv, string En);
