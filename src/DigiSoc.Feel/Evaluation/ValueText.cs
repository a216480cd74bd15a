using System.Globalization;
using System.Text;

namespace DigiSoc.Feel.Evaluation;

/// <summary>Values as text: as FEEL literals, and as <c>string()</c> gives them.</summary>
internal static class ValueText
{
    private const int DeepestShown = 64;

    /// <summary>What <c>string()</c> gives: a text is itself, everything else as Literal with plain temporal values.</summary>
    internal static string Plain(in FeelValue value) => value.StringOrNull ?? Write(value, literal: false);

    /// <summary>A text that reads back as the value.</summary>
    internal static string Literal(in FeelValue value) => Write(value, literal: true);

    private static string Write(in FeelValue value, bool literal)
    {
        var text = new StringBuilder();
        Append(text, value, literal, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, in FeelValue value, bool literal, int depth)
    {
        switch (value.Kind)
        {
            case FeelKind.Null: text.Append("null"); break;
            case FeelKind.Boolean: text.Append(value.IsTrue ? "true" : "false"); break;
            case FeelKind.Number: text.Append(value.AsNumber().ToString()); break;
            case FeelKind.String: AppendQuoted(text, value.AsString()); break;
            case FeelKind.List: AppendList(text, value.AsList(), literal, depth); break;
            case FeelKind.Context: AppendContext(text, value.AsContext(), literal, depth); break;
            case FeelKind.Range: AppendRange(text, value.AsRange(), literal, depth); break;
            case FeelKind.Function: text.Append(CultureInfo.InvariantCulture, $"function {value.AsFunction().Name}({string.Join(", ", value.AsFunction().Parameters.Select(each => each.Name))})"); break;
            default: text.Append(literal ? $"@\"{Temporal(value)}\"" : Temporal(value)); break;
        }
    }

    internal static string Temporal(in FeelValue value) => value.Kind switch
    {
        FeelKind.Date => value.AsDate().ToString(),
        FeelKind.Time => value.AsTime().ToString(),
        FeelKind.DateTime => value.AsDateTime().ToString(),
        FeelKind.DaysTimeDuration => value.AsDaysTimeDuration().ToString(),
        _ => value.AsYearsMonthsDuration().ToString(),
    };

    private static void AppendQuoted(StringBuilder text, string value) =>
        text.Append('"').Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)).Append('"');

    private static void AppendList(StringBuilder text, FeelList list, bool literal, int depth)
    {
        text.Append('[');
        for (var i = 0; i < list.Count && depth < DeepestShown; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Append(text, list[i], literal, depth + 1);
        }

        text.Append(']');
    }

    private static void AppendContext(StringBuilder text, FeelContext context, bool literal, int depth)
    {
        text.Append('{');
        for (var i = 0; i < context.Count && depth < DeepestShown; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            AppendKey(text, context.Shape.Names[i]);
            text.Append(": ");
            Append(text, context.Items[i], literal, depth + 1);
        }

        text.Append('}');
    }

    private static void AppendKey(StringBuilder text, string key)
    {
        var plain = key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.All(each => char.IsLetterOrDigit(each) || each is '_' or ' ');
        if (plain)
        {
            text.Append(key);
        }
        else
        {
            AppendQuoted(text, key);
        }
    }

    private static void AppendRange(StringBuilder text, FeelRange range, bool literal, int depth)
    {
        if (range.IsComparison)
        {
            text.Append(range.IsComplement ? "!= " : range.Start == range.End ? "= " : range.Start.IsNull ? range.EndIncluded ? "<= " : "< " : range.StartIncluded ? ">= " : "> ");
            Append(text, range.Start.IsNull ? range.End : range.Start, literal, depth + 1);
            return;
        }

        text.Append(range.StartIncluded ? '[' : '(');
        Append(text, range.Start, literal, depth + 1);
        text.Append("..");
        Append(text, range.End, literal, depth + 1);
        text.Append(range.EndIncluded ? ']' : ')');
    }
}
