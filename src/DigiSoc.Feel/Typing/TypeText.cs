using System.Text;

namespace DigiSoc.Feel.Typing;

/// <summary>Writes types for messages: types that share their parts are exponential when written out, so only the beginning is.</summary>
internal static class TypeText
{
    private const int Longest = 80;

    /// <summary>The type as FEEL writes it, cut off where it is long.</summary>
    internal static string Of(FeelType type)
    {
        var text = new StringBuilder();
        Write(type, text);
        return text.Length <= Longest ? text.ToString() : $"{text.ToString(0, Longest - 1)}…";
    }

    private static void Write(FeelType type, StringBuilder text)
    {
        if (text.Length > Longest)
        {
            return;
        }

        switch (type)
        {
            case FeelType.ListType list:
                Within("list<", [("", list.Item)], ">", text);
                break;
            case FeelType.RangeType range:
                Within("range<", [("", range.End)], ">", text);
                break;
            case FeelType.ContextType context:
                Within("context<", context.Entries.Select(entry => ($"{entry.Key}: ", entry.Value)), ">", text);
                break;
            case FeelType.FunctionType function:
                Within("function<", function.ParameterTypes.Select(each => ("", each)), ">->", text);
                Write(function.Result, text);
                break;
            default:
                text.Append(type.Name);
                break;
        }
    }

    private static void Within(string before, IEnumerable<(string Label, FeelType Type)> parts, string after, StringBuilder text)
    {
        text.Append(before);
        var isFirst = true;
        foreach (var (label, type) in parts)
        {
            if (text.Length > Longest)
            {
                return;
            }

            text.Append(isFirst ? "" : ", ").Append(label);
            isFirst = false;
            Write(type, text);
        }

        text.Append(after);
    }
}
