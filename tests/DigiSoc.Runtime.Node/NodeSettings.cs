using System.Globalization;

namespace DigiSoc.Runtime.Node;

/// <summary>The words of the command line: <c>--name value</c> pairs; from the skew on they may be left out.</summary>
/// <param name="Connection">The database, as the application's role.</param>
/// <param name="Ledger">The database of the ledger, which stands for the outside world.</param>
/// <param name="Name">The node's name, another one for each start.</param>
/// <param name="Seed">Of the handler's chances.</param>
/// <param name="Skew">How far the node's clock is ahead of the machine's.</param>
/// <param name="StepsPerCommit">See <see cref="EngineOptions.StepsPerCommit"/>.</param>
/// <param name="Lease">See <see cref="EngineOptions.Lease"/>.</param>
/// <param name="PollInterval">See <see cref="EngineOptions.PollInterval"/>.</param>
internal sealed record NodeSettings(
    string Connection, string Ledger, string Name, int Seed, TimeSpan Skew, int StepsPerCommit, TimeSpan Lease, TimeSpan PollInterval)
{
    public static NodeSettings Read(string[] args)
    {
        var words = args.Chunk(2).ToDictionary(pair => pair[0].TrimStart('-'), pair => pair[1]);
        int Number(string name, int otherwise) =>
            words.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        TimeSpan Milliseconds(string name, int otherwise) => TimeSpan.FromMilliseconds(Number(name, otherwise));
        return new(
            words["connection"],
            words["ledger"],
            words["name"],
            int.Parse(words["seed"], CultureInfo.InvariantCulture),
            Milliseconds("skew", 0),
            Number("together", 16),
            Milliseconds("lease", 3000),
            Milliseconds("poll", 200));
    }
}
