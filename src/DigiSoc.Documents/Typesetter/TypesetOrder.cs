using System.Text.Json;

namespace DigiSoc.Documents.Typesetter;

/// <param name="Id">Counted up per worker; the answer carries it back.</param>
/// <param name="CreatedAt">Unix seconds.</param>
internal sealed record TypesetOrder(long Id, string Template, JsonElement Data, long CreatedAt);
