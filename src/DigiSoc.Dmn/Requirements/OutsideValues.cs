using DigiSoc.Dmn.Types;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Requirements;

/// <summary>Turns values from outside, where dates and durations come as texts, into those of the input's type.</summary>
internal static class OutsideValues
{
    /// <summary>The value as the type; null with a cause when it cannot be one.</summary>
    public static FeelValue Convert(in FeelValue value, DmnType type, FeelCall call, string name) =>
        type.Coerce(Read(value, type), call, "input", name);

    private static FeelValue Read(in FeelValue value, DmnType type) => value.Kind switch
    {
        FeelKind.String => Temporal(value.AsString(), type.Shape) ?? value,
        FeelKind.List when type.Item is { } item => FeelValue.Of(FeelList.From(value.AsList().Select(each => Read(each, item)))),
        FeelKind.Context when type.Members.Count > 0 => FeelValue.Of(Members(value.AsContext(), type)),
        _ => value,
    };

    private static FeelContext Members(FeelContext context, DmnType type)
    {
        foreach (var (name, member) in type.Members)
        {
            if (context.TryGet(name, out var found) && Read(found, member) is var read && read != found)
            {
                context = context.With(name, read);
            }
        }

        return context;
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
