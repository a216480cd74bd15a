using System.Data.Common;

namespace DigiSoc.Web.Hosting;

/// <summary>Tells a database that cannot be reached for a while from a fault of ours: whoever asked may ask again.</summary>
internal static class DatabaseAway
{
    /// <summary>For <c>Retry-After</c>, in seconds: a restart takes about as long.</summary>
    public const string RetryAfter = "5";

    /// <summary>A replica that is not promoted yet takes no writes.</summary>
    private const string ReadOnly = "25006";

    /// <summary>Whether it is what made a request fail; layers between may have wrapped it.</summary>
    public static bool IsCauseOf(Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException { IsTransient: true } or DbException { SqlState: ReadOnly })
            {
                return true;
            }
        }

        return false;
    }
}
