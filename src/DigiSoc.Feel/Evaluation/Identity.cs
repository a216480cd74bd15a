namespace DigiSoc.Feel.Evaluation;

/// <summary>Sameness for <c>is()</c>: as equality, but a time in another zone is another value.</summary>
internal static class Identity
{
    internal static bool AreSame(in FeelValue left, in FeelValue right) => left.Kind == right.Kind && left.Kind switch
    {
        FeelKind.Time => AreSame(left.AsTime(), right.AsTime()),
        FeelKind.DateTime => left.AsDateTime().Date == right.AsDateTime().Date
            && AreSame(left.AsDateTime().Time, right.AsDateTime().Time),
        _ => Equality.Same(left, right),
    };

    private static bool AreSame(FeelTime left, FeelTime right) =>
        left.NanosecondOfDay == right.NanosecondOfDay && Equals(left.Zone, right.Zone);
}
