using System.Text.Json;
using DigiSoc.Documents;

namespace DigiSoc.Cases.Scenarios;

/// <summary>Makes a letter; <see cref="Letters.RenderAsync"/> in the product.</summary>
public delegate Task<LetterResult> LetterRendering(string template, JsonElement data, DateTimeOffset createdAt, CancellationToken ct);
