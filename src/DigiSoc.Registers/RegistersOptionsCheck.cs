using System.Globalization;
using DigiSoc.Registers.Catalogue;
using Microsoft.Extensions.Options;

namespace DigiSoc.Registers;

/// <summary>Stops the program at start when a setting is out of range or the catalogue is unsound.</summary>
internal sealed class RegistersOptionsCheck : IValidateOptions<RegistersOptions>
{
    public ValidateOptionsResult Validate(string? name, RegistersOptions options)
    {
        var problems = new[]
        {
            Range(nameof(options.TryTimeout), options.TryTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2)),
            Range(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            Range(nameof(options.BreakerWindow), options.BreakerWindow, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(10)),
            Range(nameof(options.BreakerPause), options.BreakerPause, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(10)),
            Range(nameof(options.Retries), options.Retries, 0, 10),
            Range(nameof(options.BreakerMinimumTries), options.BreakerMinimumTries, 2, 1000),
            Range(nameof(options.BreakerFailurePercent), options.BreakerFailurePercent, 1, 100),
            Range(nameof(options.MaxAnswerBytes), options.MaxAnswerBytes, 1024, 64 * 1024 * 1024),
            Address(nameof(options.BaseAddress), options.BaseAddress),
        }.Concat(options.Addresses.Select(address => Address($"Addresses:{address.Key}", address.Value)))
            .OfType<string>().Concat(OfCatalogue(options.CatalogueFile)).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static string? Range<T>(string name, T value, T low, T high)
        where T : IComparable<T> =>
        value.CompareTo(low) < 0 || value.CompareTo(high) > 0
            ? string.Create(CultureInfo.InvariantCulture, $"Registers:{name} expected {low} to {high}, got {value}.")
            : null;

    private static IEnumerable<string> OfCatalogue(string file)
    {
        try
        {
            CatalogueReader.ReadFile(file);
            return [];
        }
        catch (CatalogueException unsound)
        {
            return unsound.Problems.Select(problem => $"{problem.Code} {problem.Text}");
        }
    }

    private static string? Address(string name, Uri address) => address.IsAbsoluteUri && address.Scheme is "http" or "https"
        ? null
        : $"Registers:{name} expected an http or https address, got '{address}'.";
}
