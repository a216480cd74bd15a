namespace DigiSoc.Feel.Time;

/// <summary>Reads ISO 8601 dates and times as XML Schema and FEEL write them; anything else is refused.</summary>
internal static class TemporalText
{
    /// <summary>Of <c>-05:00</c>.</summary>
    private const int LengthOfOffset = 6;

    /// <summary>A date as XML Schema writes it, with a zone after it or not.</summary>
    internal static bool TryZonedDate(ReadOnlySpan<char> text, out FeelDate date, out FeelZone? zone)
    {
        var mark = text.IndexOfAny("Zz+@");
        var end = mark >= 0 ? mark : text.Length > LengthOfOffset && text[^LengthOfOffset] == '-' && text[^3] == ':' ? text.Length - LengthOfOffset : text.Length;
        zone = null;
        return TryDate(text[..end], out date) && !text[end..].StartsWith("@", StringComparison.Ordinal) && TryZone(text[end..], out zone);
    }

    internal static bool TryDate(ReadOnlySpan<char> text, out FeelDate date)
    {
        date = default;
        var negative = text.StartsWith("-", StringComparison.Ordinal);
        var rest = negative ? text[1..] : text;
        var dash = rest.IndexOf('-');
        if (dash is < 4 or > 9 || rest.Length != dash + 6 || rest[dash + 3] != '-' || (dash > 4 && rest[0] == '0'))
        {
            return false;
        }

        return TryDigits(rest[..dash], out var year)
            && TryDigits(rest.Slice(dash + 1, 2), out var month)
            && TryDigits(rest[(dash + 4)..], out var day)
            && FeelDate.TryCreate(negative ? -year : year, month, day, out date);
    }

    internal static bool TryTime(ReadOnlySpan<char> text, out FeelTime time)
    {
        time = default;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':'
            || !TryDigits(text[..2], out var hour) || !TryDigits(text.Slice(3, 2), out var minute)
            || !TryDigits(text.Slice(6, 2), out var second))
        {
            return false;
        }

        // 24:00:00 is midnight, as XML Schema writes the end of a day.
        return TryFraction(text[8..], out var nanos, out var rest)
            && TryZone(rest, out var zone)
            && FeelTime.TryCreate((hour, minute, second, nanos) is (24, 0, 0, 0) ? 0 : hour, minute, second, nanos, zone, out time);
    }

    internal static bool TryDateTime(ReadOnlySpan<char> text, out FeelDateTime value)
    {
        value = default;
        var mark = text.IndexOf('T');
        if (mark < 0 || !TryDate(text[..mark], out var date))
        {
            return false;
        }

        // 24:00:00 is the midnight at the day's end.
        if (text[(mark + 1)..].StartsWith("24:00:00", StringComparison.Ordinal))
        {
            return TryEndOfDay(date, text[(mark + 9)..], out value);
        }

        if (!TryTime(text[(mark + 1)..], out var time))
        {
            return false;
        }

        value = new FeelDateTime(date, time);
        return true;
    }

    private static bool TryEndOfDay(FeelDate date, ReadOnlySpan<char> rest, out FeelDateTime value)
    {
        value = default;
        if (!TryFraction(rest, out var nanos, out var zoneText) || nanos != 0 || !TryZone(zoneText, out var zone)
            || !FeelDate.TryFromEpochDay(date.EpochDay + 1, out var next))
        {
            return false;
        }

        value = new FeelDateTime(next, new FeelTime(0, zone));
        return true;
    }

    /// <summary>Digits after the point; those past the ninth are cut off.</summary>
    private static bool TryFraction(ReadOnlySpan<char> text, out long nanos, out ReadOnlySpan<char> rest)
    {
        nanos = 0;
        rest = text;
        if (text.IsEmpty || text[0] != '.')
        {
            return true;
        }

        var end = 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        for (var i = 1; i <= 9; i++)
        {
            nanos = (nanos * 10) + (i < end ? text[i] - '0' : 0);
        }

        rest = text[end..];
        return end > 1;
    }

    /// <summary>Nothing, Z, ±hh:mm, ±hh:mm:ss, or @Area/Place.</summary>
    internal static bool TryZone(ReadOnlySpan<char> text, out FeelZone? zone)
    {
        zone = null;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] == '@')
        {
            zone = FeelZone.Named(text[1..].ToString());
        }
        else if (text is "Z" or "z")
        {
            zone = FeelZone.Utc;
        }
        else if (text[0] is '+' or '-' && TryOffset(text[1..], out var seconds))
        {
            zone = FeelZone.Offset(text[0] == '-' ? -seconds : seconds);
        }

        return zone is not null;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        long second = 0;
        if (text.Length is not (5 or 8) || text[2] != ':' || !TryDigits(text[..2], out var hour)
            || !TryDigits(text.Slice(3, 2), out var minute)
            || (text.Length == 8 && (text[5] != ':' || !TryDigits(text[6..], out second))))
        {
            return false;
        }

        seconds = (int)((((hour * 60) + minute) * 60) + second);
        return minute <= 59 && second <= 59;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return !text.IsEmpty;
    }
}
