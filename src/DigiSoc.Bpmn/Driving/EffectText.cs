using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Driving;

/// <summary>An effect as text, with everything in it: two effects are the same exactly when their texts are.</summary>
internal static class EffectText
{
    private static readonly Dictionary<Type, PropertyInfo[]> Known = [];
    private static readonly Lock Guard = new();

    public static string Of(object effect)
    {
        StringBuilder text = new();
        Write(text, effect);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string plain:
                text.Append('"').Append(plain).Append('"');
                break;
            case FeelContext context:
                text.Append(FeelValue.Of(context));
                break;
            case Effect or HistoryEvent:
                WriteRecord(text, value);
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (object? item in items)
                {
                    Write(text, item);
                    text.Append(';');
                }

                text.Append(']');
                break;
            case DateTimeOffset instant:
                text.Append(instant.UtcTicks);
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private static void WriteRecord(StringBuilder text, object record)
    {
        text.Append(record.GetType().Name).Append('(');
        foreach (PropertyInfo property in PropertiesOf(record.GetType()))
        {
            Write(text.Append(property.Name).Append('='), property.GetValue(record));
            text.Append(',');
        }

        text.Append(')');
    }

    private static PropertyInfo[] PropertiesOf(Type type)
    {
        lock (Guard)
        {
            if (!Known.TryGetValue(type, out PropertyInfo[]? properties))
            {
                Known[type] = properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public);
            }

            return properties;
        }
    }
}
