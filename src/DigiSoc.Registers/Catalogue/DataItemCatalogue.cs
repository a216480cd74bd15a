namespace DigiSoc.Registers.Catalogue;

/// <summary>What DigiSoc may ask: data items and the registers that hold them. Immutable.</summary>
public sealed class DataItemCatalogue
{
    private readonly Dictionary<string, DataItem> _items;
    private readonly Dictionary<string, RegisterSource> _registers;
    private readonly IReadOnlyDictionary<string, CatalogueWord> _codes;

    internal DataItemCatalogue(
        IReadOnlyList<RegisterSource> registers, IReadOnlyList<DataItem> items, IReadOnlyDictionary<string, CatalogueWord> codes)
    {
        _codes = codes;
        Registers = registers;
        Items = items;
        _registers = registers.ToDictionary(register => register.Id, StringComparer.Ordinal);
        _items = items.ToDictionary(item => item.Id, StringComparer.Ordinal);
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<DataItem> Items { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<RegisterSource> Registers { get; }

    /// <summary>The item with this id, or null.</summary>
    public DataItem? Find(string itemId) => _items.GetValueOrDefault(itemId);

    /// <summary>The register that holds <paramref name="item"/>.</summary>
    public RegisterSource RegisterOf(DataItem item) => _registers[item.RegisterId];

    /// <summary>What people call a code; a value without words (a number) stands for itself.</summary>
    public CatalogueWord WordOf(string code) => _codes.GetValueOrDefault(code) ?? new CatalogueWord(code, code);
}
