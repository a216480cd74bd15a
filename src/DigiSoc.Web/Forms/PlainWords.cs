using System.Text.RegularExpressions;
using Markdig;

namespace DigiSoc.Web.Forms;

/// <summary>The texts of a form as HTML for the plain form. Lines with FEEL in them are for the live form only.</summary>
internal static partial class PlainWords
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static string Html(string text)
    {
        var lines = text.Split('\n').Where(line => !line.Contains("{{", StringComparison.Ordinal));
        var html = Markdown.ToHtml(string.Join("\n\n", lines), Pipeline);
        return Heading().Replace(html, "$1" + "3>");
    }

    // The page has its own first and second headings.
    [GeneratedRegex("(</?h)[1-6]>")]
    private static partial Regex Heading();
}
