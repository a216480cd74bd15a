using System.Globalization;

namespace DigiSoc.Feel.Time;

/// <summary>Reads ISO 8601 durations as XML Schema writes them: days and times, or years and months, never both.</summary>
internal static class DurationText
{
    /// <summary>So many digits fit whatever they are; zeros before them do not count.</summary>
    private const int MostDigits = 37;

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
        return any && rest.IsEmpty && nanos <= FeelDaysTimeDuration.MostNanoseconds;
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
        if (!any || !rest.IsEmpty || months > FeelYearsMonthsDuration.MostMonths)
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
        if (length == 0 || length >= rest.Length || rest[length] != unit || !TryAdd(rest[..length], size, ref total))
        {
            return false;
        }

        rest = rest[(length + 1)..];
        return true;
    }

    private static bool TrySeconds(ref ReadOnlySpan<char> rest, ref Int128 total)
    {
        var length = Digits(rest);
        if (length == 0 || length >= rest.Length || rest[length] != '.')
        {
            return TryPart(ref rest, 'S', FeelTime.NanosPerSecond, ref total);
        }

        var fraction = Digits(rest[(length + 1)..]);
        var end = length + 1 + fraction;
        if (end >= rest.Length || rest[end] != 'S' || !TryAdd(rest[..length], FeelTime.NanosPerSecond, ref total))
        {
            return false;
        }

        long nanos = 0;
        for (var i = 0; i < 9; i++)
        {
            nanos = (nanos * 10) + (i < fraction ? rest[length + 1 + i] - '0' : 0);
        }

        total += nanos;
        rest = rest[(end + 1)..];
        return true;
    }

    /// <summary>Adds so many units; false where the sum is longer than every duration.</summary>
    private static bool TryAdd(ReadOnlySpan<char> digits, long size, ref Int128 total)
    {
        var significant = digits.TrimStart('0');
        if (significant.Length > MostDigits)
        {
            return false;
        }

        var count = significant.IsEmpty ? Int128.Zero : Int128.Parse(significant, CultureInfo.InvariantCulture);
        if (count > (FeelDaysTimeDuration.MostNanoseconds - total) / size)
        {
            return false;
        }

        total += count * size;
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
}
