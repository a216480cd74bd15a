using System.Text.Json;

namespace DigiSoc.Documents;

/// <summary>Makes letters from the templates in <c>templates/</c>. Thread-safe; one per program.</summary>
public abstract class Letters
{
    /// <summary>Typesets one letter.</summary>
    /// <param name="template">Name of a folder under <c>templates/</c>, for example <c>gmi-decision</c>.</param>
    /// <param name="data">The letter's data; its shape is told in the folder's <c>data.md</c>. A field the template needs
    /// and does not find is refused with DOC-003, never printed as an empty space.</param>
    /// <param name="createdAt">Creation time written into the PDF; the only time the letter knows.</param>
    /// <param name="ct">Gives up waiting; the typesetter drops the order if it has not begun.</param>
    public abstract Task<LetterResult> RenderAsync(
        string template, JsonElement data, DateTimeOffset createdAt, CancellationToken ct = default);
}
