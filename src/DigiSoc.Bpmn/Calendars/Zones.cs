using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Calendars;

/// <summary>Between instants and local times of a zone.</summary>
internal static class Zones
{
    /// <summary>The instant with the offset that holds in the zone then.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant, FeelZone zone)
    {
        // Two rounds: the first offset is taken at UTC's clock reading, the second at the local one.
        DateTimeOffset utc = instant.ToUniversalTime();
        TimeSpan guess = OffsetAt(utc.DateTime, zone);
        return utc.ToOffset(OffsetAt(utc.DateTime + guess, zone));
    }

    /// <summary>The instant of a local date and time.</summary>
    public static DateTimeOffset Instant(DateTime local, FeelZone zone) =>
        new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), OffsetAt(local, zone)).ToUniversalTime();

    private static TimeSpan OffsetAt(DateTime local, FeelZone zone)
    {
        int seconds = zone.OffsetSecondsAt(FeelDate.Of(DateOnly.FromDateTime(local)), local.TimeOfDay.Ticks * 100);
        return TimeSpan.FromMinutes(seconds / 60);
    }
}
