namespace DigiSoc.Cases;

/// <summary>Days (both inclusive) on which one person's work is another's.</summary>
internal sealed record AbsenceSpan(string UserId, string SubstituteId, DateOnly FirstOn, DateOnly LastOn)
{
    public bool Covers(DateOnly day) => FirstOn <= day && day <= LastOn;

    /// <summary>The days both have; null when there are none.</summary>
    public AbsenceSpan? Within(AbsenceSpan other)
    {
        var (first, last) = (FirstOn > other.FirstOn ? FirstOn : other.FirstOn, LastOn < other.LastOn ? LastOn : other.LastOn);
        return first <= last ? this with { FirstOn = first, LastOn = last } : null;
    }
}

/// <summary>Who stands in for whom: a substitute who is away too hands on to their own substitute. Pure.</summary>
internal static class SubstituteChain
{
    /// <summary>Who does the person's work on the day; null: the person is there.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="day">In Europe/Riga.</param>
    /// <param name="spans">Absences of the institution, without a circle (<see cref="AbsenceRules"/> lets none in).</param>
    public static string? ActingFor(string userId, DateOnly day, IReadOnlyCollection<AbsenceSpan> spans)
    {
        string? acting = null;
        var seen = new HashSet<string>(StringComparer.Ordinal) { userId };
        for (var next = On(userId, day, spans); next is not null; next = On(next, day, spans))
        {
            if (!seen.Add(next))
            {
                throw new InvalidOperationException("Bug: absences that hand work on in a circle were recorded.");
            }

            acting = next;
        }

        return acting;
    }

    /// <summary>Everybody whose work is this person's on the day; empty for somebody who is away.</summary>
    public static IReadOnlyList<string> ActsFor(string userId, DateOnly day, IReadOnlyCollection<AbsenceSpan> spans) =>
        [.. spans.Where(span => span.Covers(day)).Select(span => span.UserId).Distinct().Where(absent => ActingFor(absent, day, spans) == userId)];

    /// <summary>Everybody the work of the span is handed on to during it, in order; the substitute first.</summary>
    public static IReadOnlyList<string> HandedOnTo(AbsenceSpan span, IReadOnlyCollection<AbsenceSpan> others) =>
        Walk(span, others, (at, other) => other.UserId == at.SubstituteId, at => at.SubstituteId);

    /// <summary>Everybody whose work comes to the absent person of the span during it and is handed on; that person first.</summary>
    public static IReadOnlyList<string> HandedOnFrom(AbsenceSpan span, IReadOnlyCollection<AbsenceSpan> others) =>
        Walk(span, others, (at, other) => other.SubstituteId == at.UserId, at => at.UserId);

    private static string? On(string userId, DateOnly day, IEnumerable<AbsenceSpan> spans) =>
        spans.FirstOrDefault(span => span.UserId == userId && span.Covers(day))?.SubstituteId;

    // Each step narrows the days to those both absences have; the same days of the same absence met again are a circle.
    private static List<string> Walk(
        AbsenceSpan start, IReadOnlyCollection<AbsenceSpan> others, Func<AbsenceSpan, AbsenceSpan, bool> follows, Func<AbsenceSpan, string> whom)
    {
        var met = new HashSet<AbsenceSpan> { start };
        var people = new List<string>();
        var open = new Queue<AbsenceSpan>([start]);
        while (open.TryDequeue(out var at))
        {
            people.Add(whom(at));
            foreach (var next in others.Where(other => follows(at, other)).Select(other => other.Within(at)).OfType<AbsenceSpan>().Where(met.Add))
            {
                open.Enqueue(next);
            }
        }

        return [.. people.Distinct()];
    }
}
