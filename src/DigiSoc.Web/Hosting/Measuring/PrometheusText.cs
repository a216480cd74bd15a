using System.Globalization;
using System.Text;

namespace DigiSoc.Web.Hosting.Measuring;

/// <summary>Lines of Prometheus' text format 0.0.4.</summary>
internal sealed class PrometheusText
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    public void Head(string name, string type, string help)
    {
        if (help.Length > 0)
        {
            _text.Append("# HELP ").Append(name).Append(' ').Append(Escaped(help)).Append('\n');
        }

        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    public void Sample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    public override string ToString() => _text.ToString();

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A name of .NET's made of what Prometheus allows: letters, digits and underscores, no digit first.</summary>
    public static string Name(string name)
    {
        var allowed = string.Create(name.Length, name, (letters, from) =>
        {
            for (var at = 0; at < letters.Length; at++)
            {
                letters[at] = char.IsAsciiLetterOrDigit(from[at]) ? from[at] : '_';
            }
        });
        return char.IsAsciiDigit(allowed[0]) ? "_" + allowed : allowed;
    }

    public static string LabelValue(object? value) => Escaped(Word(value)).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Word(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
