using System.Security.Cryptography;
using System.Text.Json;
using DigiSoc.Documents.Templates;
using DigiSoc.Documents.Typesetter;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigiSoc.Documents;

/// <summary>Makes letters from the templates in <c>templates/</c>. Thread-safe; one per program: it owns the
/// typesetter's process, which starts with the first letter and ends with <see cref="DisposeAsync"/>.</summary>
public sealed class Letters : IAsyncDisposable
{
    private readonly TemplateFolder _templates;
    private readonly TypesetterQueue _typesetter;

    public Letters(DocumentsOptions options, ILogger<Letters>? logger = null)
    {
        _templates = TemplateFolder.Find(options.TemplatesFolder);
        _typesetter = new TypesetterQueue(options, _templates.Path, logger ?? NullLogger<Letters>.Instance);
    }

    /// <summary>Names of the letters that can be made, in alphabetical order.</summary>
    public IReadOnlyList<string> Templates => _templates.Names();

    internal int? WorkerProcessId => _typesetter.WorkerProcessId;

    /// <summary>Typesets one letter.</summary>
    /// <param name="template">Name of a folder under <c>templates/</c>, for example <c>gmi-decision</c>.</param>
    /// <param name="data">The letter's data; its shape is told in the folder's <c>data.md</c>. A field the template needs
    /// and does not find is refused with DOC-003, never printed as an empty space.</param>
    /// <param name="createdAt">Creation time written into the PDF; the only time the letter knows.</param>
    /// <param name="ct">Gives up waiting; the typesetter drops the order if it has not begun.</param>
    public async Task<LetterResult> RenderAsync(
        string template, JsonElement data, DateTimeOffset createdAt, CancellationToken ct = default)
    {
        if (!_templates.Holds(template))
        {
            return LetterResult.Of(DocumentErrors.UnknownTemplateProblem(template, _templates.Names()));
        }

        var (answer, problem) = await _typesetter.OrderAsync(template, data, createdAt, ct);
        return problem is not null ? LetterResult.Of(problem) : ResultOf(template, answer!);
    }

    public ValueTask DisposeAsync() => _typesetter.DisposeAsync();

    private LetterResult ResultOf(string template, TypesetAnswer answer) => answer switch
    {
        { Problem: "data" } => LetterResult.Of(DocumentErrors.DataRefusedProblem(template, answer.Messages ?? [])),
        { Problem: not null } => LetterResult.Of(DocumentErrors.TemplateBrokenProblem(template, answer.Messages ?? [])),
        _ => LetterResult.Of(LetterOf(template, answer)),
    };

    private RenderedLetter LetterOf(string template, TypesetAnswer answer) => new(
        answer.Pdf!,
        answer.Text!,
        answer.Pages,
        Convert.ToHexStringLower(SHA256.HashData(answer.Pdf!)),
        answer.Title!,
        _templates.Sha256Of(template));
}
