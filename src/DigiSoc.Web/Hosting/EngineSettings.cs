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
        var section = configuration.GetSection("Runtime");
        RefuseWhatTheBinderPassesOver(section);
        var options = new EngineOptions { ConnectionString = database };
        try
        {
            // Without this the binder passes over an entry of a dictionary that it cannot read, and over a key that is misspelled.
            section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
            return (options with { ConnectionString = database }).Checked();
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException)
        {
            throw Unusable(string.Join(" ", Messages(wrong)));
        }
    }

    // The first would be read and not used; of the second the binder says only that it cannot make one.
    private static void RefuseWhatTheBinderPassesOver(IConfigurationSection section)
    {
        if (section["ConnectionString"] is not null)
        {
            throw Unusable("Runtime:ConnectionString is not read: the engine works on the database of the product. Set ConnectionStrings:DigiSoc.");
        }

        foreach (var policy in section.GetSection("RetryPolicies").GetChildren())
        {
            if (policy["First"] is null || policy["Longest"] is null)
            {
                throw Unusable($"{policy.Path} expected First and Longest (hh:mm:ss each; Attempts may be left out), got {Keys(policy)}.");
            }
        }
    }

    private static string Keys(IConfigurationSection section) =>
        string.Join(" and ", section.GetChildren().Select(child => child.Key)) is { Length: > 0 } keys ? $"{keys} alone" : "neither";

    private static StartException Unusable(string why) =>
        new($"WEB-005 The configuration of the engine cannot be used: {why} The keys stand in docs/operations.md.");

    // The binder names the place of what it cannot read in an inner exception.
    private static IEnumerable<string> Messages(Exception? wrong)
    {
        for (; wrong is not null; wrong = wrong.InnerException)
        {
            yield return wrong.Message.TrimEnd('.') + ".";
        }
    }
}
