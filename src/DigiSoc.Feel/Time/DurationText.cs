namespace DigiSoc.Feel.Time;

/// <summary>Reads ISO 8601 durations as XML Schema writes them: days and times, or years and months, never both.</summary>
internal static class DurationText
{
    private const int MostDigits = 18;

    internal static bool TryDaysTime(ReadOnlySpan<char> text, out FeelDaysTimeDuration duration)
    {
        duration = default;
        if (!TryStart(text, out var negative, out var rest))
        {
            return false;
        }

        var nanos = Int128.Zero;
        var any = TryPart(ref rest, 'D', FeelTime.NanosPerDay, ref nanos);
        if (!rest.IsEmpty && rest[0] == 'T')
        {
            rest = rest[1..];
            any = TryPart(ref rest, 'H', 3600 * FeelTime.NanosPerSecond, ref nanos);
            any |= TryPart(ref rest, 'M', 60 * FeelTime.NanosPerSecond, ref nanos);
            any |= TrySeconds(ref rest, ref nanos);
        }

        duration = new(negative ? -nanos : nanos);
        return any && rest.IsEmpty;
    }

    internal static bool TryYearsMonths(ReadOnlySpan<char> text, out FeelYearsMonthsDuration duration)
    {
        duration = default;
        if (!TryStart(text, out var negative, out var rest))
        {
            return false;
        }

        var months = Int128.Zero;
        var any = TryPart(ref rest, 'Y', 12, ref months);
        any |= TryPart(ref rest, 'M', 1, ref months);
        if (!any || !rest.IsEmpty || months > long.MaxValue)
        {
            return false;
        }

        duration = new(negative ? -(long)months : (long)months);
        return true;
    }

    private static bool TryStart(ReadOnlySpan<char> text, out bool negative, out ReadOnlySpan<char> rest)
    {
        negative = text.StartsWith("-", StringComparison.Ordinal);
        rest = negative ? text[1..] : text;
        if (rest.Length < 3 || rest[0] != 'P')
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    private static bool TryPart(ref ReadOnlySpan<char> rest, char unit, long size, ref Int128 total)
    {
        var length = Digits(rest);
        if (length is 0 or > MostDigits || length >= rest.Length || rest[length] != unit)
        {
            return false;
        }

        total += (Int128)Value(rest[..length]) * size;
        rest = rest[(length + 1)..];
        return true;
    }

    private static bool TrySeconds(ref ReadOnlySpan<char> rest, ref Int128 total)
    {
        var length = Digits(rest);
        if (length is 0 or > MostDigits || length >= rest.Length || rest[length] != '.')
        {
            return TryPart(ref rest, 'S', FeelTime.NanosPerSecond, ref total);
        }

        var fraction = Digits(rest[(length + 1)..]);
        var end = length + 1 + fraction;
        if (end >= rest.Length || rest[end] != 'S')
        {
            return false;
        }

        long nanos = 0;
        for (var i = 0; i < 9; i++)
        {
            nanos = (nanos * 10) + (i < fraction ? rest[length + 1 + i] - '0' : 0);
        }

        total += ((Int128)Value(rest[..length]) * FeelTime.NanosPerSecond) + nanos;
        rest = rest[(end + 1)..];
        return true;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            length++;
        }

        return length;
    }

    private static long Value(ReadOnlySpan<char> digits)
    {
        long value = 0;
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }

        return value;
    }
}
