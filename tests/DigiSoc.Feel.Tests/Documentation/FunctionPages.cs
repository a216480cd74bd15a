using System.Globalization;
using System.Text;
using DigiSoc.Feel.Functions;

namespace DigiSoc.Feel.Tests.Documentation;

/// <summary>Writes docs/feel/functions from the catalogue, so that a page and its function cannot differ.</summary>
internal static class FunctionPages
{
    internal static IEnumerable<(string File, string Text)> All() =>
        Catalogue.All.Select(function => (FileOf(function), Page(function))).Append(("README.md", Index()));

    private static string FileOf(BuiltInFunction function) => function.Name.Replace(' ', '-') + ".md";

    private static string Index()
    {
        var text = new StringBuilder("# Built-in functions of FEEL\n\nWritten from the catalogue in `src/DigiSoc.Feel/Functions`; every example is executed by a test.\n");
        foreach (var (subject, functions) in Catalogue.Subjects)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {subject}\n\n");
            foreach (var function in functions)
            {
                text.Append(CultureInfo.InvariantCulture, $"- [{function.Name}]({FileOf(function)}): {function.Summary}\n");
            }
        }

        return text.ToString();
    }

    private static string Page(BuiltInFunction function)
    {
        var text = new StringBuilder($"# {function.Name}\n\n{function.Summary}\n\n## Forms\n\n");
        foreach (var form in function.Forms)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {function.Name}({form.Signature})\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{Notes(function)}\n\n## Examples\n\n| expression | result |\n| --- | --- |\n");
        foreach (var example in function.Examples)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{Cell(example.Expression)}` | `{Cell(example.Result)}` |\n");
        }

        return text.ToString();
    }

    private static string Notes(BuiltInFunction function)
    {
        var marks = string.Join("; ", Marks(function));
        var wrong = "The result is null, with its cause, when no form takes the arguments";
        return (marks.Length == 0 ? "" : marks + ".\n\n") + (function.NullWhen.Length == 0 ? wrong + "." : $"{wrong}, or when {function.NullWhen}.");
    }

    private static IEnumerable<string> Marks(BuiltInFunction function)
    {
        var parameters = function.Forms.SelectMany(form => form.Parameters).ToList();
        if (parameters.Any(each => each.IsOptional))
        {
            yield return "`name?` may be left out";
        }

        if (parameters.Any(each => each.TakesAll))
        {
            yield return "`name...` takes all arguments that follow";
        }

        if (function.Forms.Any(form => form.Signature.Contains('?', StringComparison.Ordinal) && form.Parameters.Any(each => each.TakesNull && each.Type.Name != "Any")))
        {
            yield return "`type?` may be null";
        }

        if (parameters.Any(each => each.Type.Name == "point"))
        {
            yield return "a point is a number, string, date, time, date and time or duration";
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
