using DigiSoc.Feel.Time;

namespace DigiSoc.Feel.Functions;

/// <summary>Dates and times from the numbers they are made of.</summary>
internal static class Parts
{
    /// <summary>Year, month, day; each an integer.</summary>
    internal static bool TryDate(ReadOnlySpan<FeelValue> numbers, out FeelDate date)
    {
        date = default;
        return TryWhole(numbers[0], out var year) && TryWhole(numbers[1], out var month) && TryWhole(numbers[2], out var day)
            && FeelDate.TryCreate(year, month, day, out date);
    }

    /// <summary>Hour, minute, second (which may have a fraction), and perhaps an offset or the name of a zone.</summary>
    internal static bool TryTime(ReadOnlySpan<FeelValue> numbers, out FeelTime time)
    {
        time = default;
        var second = numbers[2].AsNumber();
        return TryWhole(numbers[0], out var hour) && TryWhole(numbers[1], out var minute)
            && second.TryToInt64(out var wholeSecond) && !second.IsNegative
            && TryZone(numbers.Length > 3 ? numbers[3] : FeelValue.Null, out var zone)
            && FeelTime.TryCreate(hour, minute, wholeSecond, Nanoseconds(second, wholeSecond), zone, out time);
    }

    private static long Nanoseconds(FeelNumber second, long whole)
    {
        var fraction = FeelNumber.Subtract(second, whole) ?? FeelNumber.Zero;
        return (FeelNumber.Multiply(fraction, FeelTime.NanosPerSecond) ?? FeelNumber.Zero).TryToInt64(out var nanos) ? nanos : 0;
    }

    private static bool TryWhole(in FeelValue value, out long whole)
    {
        whole = 0;
        return value.AsNumber().IsInteger && value.AsNumber().TryToInt64(out whole);
    }

    private static bool TryZone(in FeelValue value, out FeelZone? zone)
    {
        zone = null;
        if (value.IsNull)
        {
            return true;
        }

        if (value.StringOrNull is { } name)
        {
            return TemporalText.TryZone(ZoneText(name), out zone) && zone is not null;
        }

        var seconds = value.AsDaysTimeDuration().Nanoseconds / FeelTime.NanosPerSecond;
        zone = Int128.Abs(seconds) < 100_000 ? FeelZone.Offset((int)seconds) : null;
        return zone is not null;
    }

    /// <summary>A zone's name as it stands after a time.</summary>
    internal static string ZoneText(string name) => name is "Z" or "z" || name.StartsWith('+') || name.StartsWith('-') ? name : "@" + name;
}
