namespace DigiSoc.Bpmn.Driving;

/// <summary>A small generator of choices (xorshift64*): the same seed gives the same choices on every machine.</summary>
internal sealed class Chance
{
    private ulong _state;

    public Chance(ulong seed)
    {
        // Neighbouring seeds must not give neighbouring choices (splitmix64).
        unchecked
        {
            ulong mixed = seed + 0x9E3779B97F4A7C15UL;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            _state = (mixed ^ (mixed >> 31)) | 1;
        }
    }

    /// <summary>A number from 0 to one below the bound.</summary>
    public int Below(int bound)
    {
        unchecked
        {
            _state ^= _state >> 12;
            _state ^= _state << 25;
            _state ^= _state >> 27;
            return (int)(((_state * 0x2545F4914F6CDD1DUL) >> 33) % (ulong)bound);
        }
    }

    public bool OneIn(int count) => Below(count) == 0;

    public T Pick<T>(IReadOnlyList<T> items) => items.Count == 0 ? default! : items[Below(items.Count)];
}
