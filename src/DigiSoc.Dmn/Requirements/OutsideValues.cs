using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Requirements;

/// <summary>Turns values from outside, where dates and durations come as texts, into those of the input's type.</summary>
internal static class OutsideValues
{
    /// <summary>The value as the type; null with a cause when it cannot be one.</summary>
    public static FeelValue Convert(in FeelValue value, DmnType type, FeelCall call, string name) =>
        type.Fits(value) ? value : type.Coerce(Read(value, type), call, "input", name);

    /// <summary>The value with its texts read where the type is of dates, times or durations; not converted otherwise.</summary>
    public static FeelValue Read(in FeelValue value, DmnType type) => !type.HoldsTemporal ? value : value.Kind switch
    {
        FeelKind.String => Temporal(value.AsString(), type.Shape) ?? value,
        FeelKind.List when type.Item is { } item => Items(value, item),
        FeelKind.Context when type.Members.Count > 0 => Members(value, type),
        _ => value,
    };

    /// <summary>The list itself unless an item is to be read.</summary>
    private static FeelValue Items(in FeelValue list, DmnType item)
    {
        FeelValue[]? changed = null;
        var items = list.AsList();
        for (var at = 0; at < items.Count; at++)
        {
            var read = Read(items[at], item);
            if (!read.IsIdentical(items[at]))
            {
                changed ??= [.. items];
                changed[at] = read;
            }
        }

        return changed is null ? list : FeelValue.Of(FeelList.Of(changed));
    }

    private static FeelValue Members(in FeelValue value, DmnType type)
    {
        var context = value.AsContext();
        foreach (var (name, member) in type.Members)
        {
            if (member.HoldsTemporal && context.TryGet(name, out var found) && Read(found, member) is var read
                && !read.IsIdentical(found))
            {
                context = context.With(name, read);
            }
        }

        return FeelValue.Of(context);
    }

    private static FeelValue? Temporal(string text, FeelType shape) => shape.Kind switch
    {
        FeelKind.Date when FeelDate.TryParse(text, out var date) => FeelValue.Of(date),
        FeelKind.Time when FeelTime.TryParse(text, out var time) => FeelValue.Of(time),
        FeelKind.DateTime when FeelDateTime.TryParse(text, out var dateTime) => FeelValue.Of(dateTime),
        FeelKind.DaysTimeDuration when FeelDaysTimeDuration.TryParse(text, out var days) => FeelValue.Of(days),
        FeelKind.YearsMonthsDuration when FeelYearsMonthsDuration.TryParse(text, out var months) => FeelValue.Of(months),
        _ => null,
    };
}
