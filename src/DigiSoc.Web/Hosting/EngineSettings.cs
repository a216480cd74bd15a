using DigiSoc.Runtime;

namespace DigiSoc.Web.Hosting;

/// <summary>The section <c>Runtime</c> of the configuration: how this node of the engine works.</summary>
internal static class EngineSettings
{
    /// <param name="configuration">The whole of it.</param>
    /// <param name="database">The database as the application's role; the section cannot name another.</param>
    /// <exception cref="StartException">WEB-005: a value is not of its kind or out of its range, or there is no such key; the text names it.</exception>
    public static EngineOptions Read(IConfiguration configuration, string database)
    {
        var options = new EngineOptions { ConnectionString = database };
        try
        {
            // Without this the binder passes over an entry of a dictionary that it cannot read, and over a key that is misspelled.
            configuration.GetSection("Runtime").Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
            return (options with { ConnectionString = database }).Checked();
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException)
        {
            throw new StartException($"WEB-005 The configuration of the engine cannot be used: {string.Join(" ", Messages(wrong))} The keys stand in docs/operations.md.");
        }
    }

    // The binder names the place of what it cannot read in an inner exception.
    private static IEnumerable<string> Messages(Exception? wrong)
    {
        for (; wrong is not null; wrong = wrong.InnerException)
        {
            yield return wrong.Message.TrimEnd('.') + ".";
        }
    }
}
