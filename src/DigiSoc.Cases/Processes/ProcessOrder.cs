using System.Text.Json;

namespace DigiSoc.Cases;

/// <summary>
/// One change by hand: exactly one of <paramref name="Activate"/> and <paramref name="Terminate"/>, or <paramref name="Variables"/>,
/// <paramref name="Expressions"/> or both.
/// </summary>
/// <param name="Activate">The id of an element a token is put on.</param>
/// <param name="Terminate">The number of a stay that ends with all it holds; see <see cref="PlacedElement"/>.</param>
/// <param name="Variables">A JSON object of what is set; other variables stay.</param>
/// <param name="Inside">
/// The number of the stay the token is put in (of one further out: in which new ones between begin), or whose variables are set; null: the
/// only one there is, or the process.
/// </param>
/// <param name="With">With <paramref name="Activate"/>: variables to set first, a JSON object each, by the id of the element or of a scope around it.</param>
/// <param name="Expressions">What is set as FEEL by name, for what JSON does not have; each sees the variables of its scope as they are before the order.</param>
public sealed record ProcessChange(
    string? Activate = null,
    long? Terminate = null,
    JsonElement? Variables = null,
    long? Inside = null,
    IReadOnlyDictionary<string, JsonElement>? With = null,
    IReadOnlyDictionary<string, string>? Expressions = null);

/// <summary>What to change in one process of a case, in this order, all or nothing, and why.</summary>
/// <param name="Changes">At least one.</param>
/// <param name="Reason">Needed to carry it out.</param>
/// <param name="IsDryRun">Only says what it would do, or why it would be refused.</param>
/// <param name="Revision">The one that was looked at: refused when the process has moved on since; null: whichever it is in.</param>
public sealed record ProcessOrder(IReadOnlyList<ProcessChange> Changes, string? Reason = null, bool IsDryRun = true, long? Revision = null);
