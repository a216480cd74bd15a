using System.Collections.Concurrent;

namespace DigiSoc.Registers.Asking;

/// <summary>About whom a register lately could not answer. Safe for concurrent use.</summary>
/// <param name="memory">How long a failure is remembered.</param>
internal sealed class FailingPersons(TimeSpan memory, TimeProvider clock)
{
    /// <summary>When there are more, the forgotten ones are swept out.</summary>
    private const int SweepAt = 1000;

    private readonly ConcurrentDictionary<(string Register, string Person), DateTimeOffset> _until = new();

    public bool Knows(string register, string person) =>
        _until.TryGetValue((register, person), out var until) && until > clock.GetUtcNow();

    public void Note(string register, string person)
    {
        var now = clock.GetUtcNow();
        _until[(register, person)] = now + memory;
        if (_until.Count <= SweepAt)
        {
            return;
        }

        foreach (var (key, until) in _until)
        {
            if (until <= now)
            {
                _until.TryRemove(new(key, until));
            }
        }
    }

    public void Forget(string register, string person) => _until.TryRemove((register, person), out _);
}
