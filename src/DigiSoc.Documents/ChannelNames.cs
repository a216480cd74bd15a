namespace DigiSoc.Documents;

/// <summary>The words for channels in process variables, data files and the database.</summary>
public static class ChannelNames
{
    private static readonly Dictionary<string, Channel> ByName = new(StringComparer.Ordinal)
    {
        ["eaddress"] = Channel.EAddress,
        ["email"] = Channel.Email,
        ["registered-post"] = Channel.RegisteredPost,
        ["ordinary-post"] = Channel.OrdinaryPost,
        ["on-site"] = Channel.OnSite,
    };

    private static readonly Dictionary<Channel, string> ByChannel = ByName.ToDictionary(p => p.Value, p => p.Key);

    public static IReadOnlyCollection<string> All => ByName.Keys;

    public static string Of(Channel channel) => ByChannel[channel];

    public static bool TryParse(string name, out Channel channel) => ByName.TryGetValue(name, out channel);

    /// <exception cref="FormatException">The name is none of <see cref="All"/>.</exception>
    public static Channel Parse(string name) =>
        TryParse(name, out var channel)
            ? channel
            : throw new FormatException($"Expected a channel ({string.Join(", ", All)}), found '{name}'.");
}
