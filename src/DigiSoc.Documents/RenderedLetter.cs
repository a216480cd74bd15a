namespace DigiSoc.Documents;

/// <summary>A letter as it will be kept and sent.</summary>
/// <param name="Pdf">PDF/A-2a, tagged, in the letter's language. The same template, data and creation time give the same bytes.</param>
/// <param name="Text">The same words without layout: one block per line, table cells separated by " | ". Page headers are not in it.</param>
/// <param name="Pages">Pages of the PDF, at least 1.</param>
/// <param name="Sha256">Hash of <paramref name="Pdf"/>, lower-case hexadecimal, 64 characters.</param>
/// <param name="Title">Title of the document, as its PDF metadata say.</param>
/// <param name="TemplateSha256">Hash of all files the template folder held when this letter was made: says by which wording.</param>
public sealed record RenderedLetter(
    byte[] Pdf, string Text, int Pages, string Sha256, string Title, string TemplateSha256);
