using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Functions;

/// <summary>FEEL's positions: 1 is the first item, −1 the last; a fraction is cut off.</summary>
internal static class Positions
{
    /// <summary>The place counted from 0; false with the cause when there is no such item.</summary>
    internal static bool TryFind(FeelList list, in FeelValue position, FeelCall call, out int at)
    {
        if (position.AsNumber().TryToInt32(out at) && at != 0 && Math.Abs((long)at) <= list.Count)
        {
            at = at > 0 ? at - 1 : list.Count + at;
            return true;
        }

        call.Fail(FeelCauseKind.PositionNotFound, FeelErrors.PositionNotFound(position.AsNumber(), list.Count));
        return false;
    }
}
