using System.Text.Json;

namespace DigiSoc.Cases;

/// <summary>What a person fills in place of a register that gives no answer.</summary>
/// <param name="Item">What is asked.</param>
/// <param name="Register">The register that did not answer.</param>
/// <param name="PersonCode">Whom the question is about, with a dash.</param>
/// <param name="From">First day asked about; null when the question names no days.</param>
/// <param name="LastDay">Last day asked about, included; null when the question names no days.</param>
/// <param name="Schema">A form-js form made of the catalogue's fields, with Latvian and English labels.</param>
/// <param name="Data">What the form begins with.</param>
public sealed record HandAnswerForm(
    LocalText Item, LocalText Register, string PersonCode, DateOnly? From, DateOnly? LastDay, JsonElement Schema, JsonElement Data);
