using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Functions;

/// <summary>A stable merge sort, so that a function with no real order still ends and loses nothing.</summary>
internal static class Sorting
{
    internal static FeelValue Sort(FeelList list, FeelFunction? precedes, FeelCall call)
    {
        if (precedes is not null && precedes.Parameters.Count != 2)
        {
            return call.Fail(FeelCauseKind.ArgumentsMismatch, FeelErrors.ArgumentCount(precedes, 2));
        }

        var items = list.Items.ToArray();
        return Sort(items, new FeelValue[items.Length], precedes, call) ? FeelValue.Of(new FeelList(items)) : FeelValue.Null;
    }

    private static bool Sort(Span<FeelValue> items, Span<FeelValue> spare, FeelFunction? precedes, FeelCall call)
    {
        if (items.Length < 2)
        {
            return true;
        }

        var half = items.Length / 2;
        return Sort(items[..half], spare[..half], precedes, call)
            && Sort(items[half..], spare[half..], precedes, call)
            && Merge(items, half, spare, precedes, call);
    }

    private static bool Merge(Span<FeelValue> items, int half, Span<FeelValue> spare, FeelFunction? precedes, FeelCall call)
    {
        var (left, right, to) = (0, half, 0);
        while (left < half && right < items.Length)
        {
            if (!call.Spend() || Precedes(items[right], items[left], precedes, call) is not { } swap)
            {
                return false;
            }

            spare[to++] = swap ? items[right++] : items[left++];
        }

        items[left..half].CopyTo(spare[to..]);
        items[right..].CopyTo(spare[(to + half - left)..]);
        spare.CopyTo(items);
        return true;
    }

    private static bool? Precedes(in FeelValue first, in FeelValue second, FeelFunction? precedes, FeelCall call)
    {
        if (precedes is not null)
        {
            return precedes.Invoke([first, second], call).IsTrue;
        }

        if (Comparing.Order(first, second) is { } order)
        {
            return order < 0;
        }

        call.Fail(FeelCauseKind.TypeMismatch, FeelErrors.NotComparable(Relation.Less, first, second));
        return null;
    }
}
