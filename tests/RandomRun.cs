using System.Globalization;

namespace DigiSoc;

/// <summary>
/// A test over made-up inputs: its seed is told before it begins, so that a hang or a crash shows it as well, and both
/// the seed and the rounds can be set from outside, to play a run again or for long; see docs/random-tests.md.
/// </summary>
internal sealed class RandomRun
{
    private const string SeedVariable = "DIGISOC_RANDOM_SEED";
    private const string RoundsVariable = "DIGISOC_RANDOM_ROUNDS";

    private RandomRun(int seed, int rounds)
    {
        (Seed, Rounds) = (seed, rounds);
        Random = new Random(seed);
    }

    public int Seed { get; }

    public int Rounds { get; }

    public Random Random { get; }

    /// <summary>Begins a run of the test that runs now.</summary>
    /// <param name="rounds">How many inputs, unless it is set from outside.</param>
    public static RandomRun Begin(int rounds)
    {
        var run = new RandomRun(Set(SeedVariable, 0) ?? Random.Shared.Next(), Set(RoundsVariable, 1) ?? rounds);
        var test = TestContext.Current.Test?.TestDisplayName ?? "test";
        TestContext.Current.SendDiagnosticMessage($"{test}: {run}");
        TestContext.Current.TestOutputHelper?.WriteLine(run.ToString());
        return run;
    }

    /// <summary>As it is set to play the run again.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{SeedVariable}={Seed} {RoundsVariable}={Rounds}");

    private static int? Set(string variable, int least)
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least
            ? value
            : throw new InvalidOperationException($"{variable}: expected a whole number from {least}, found \"{text}\".");
    }
}
