using System.Text;

namespace DigiSoc.Sandbox.Population;

/// <summary>A stream of numbers fixed by a seed and a name, the same on every machine (SplitMix64).</summary>
internal sealed class Chance
{
    private ulong _state;

    public Chance(int seed, string name)
    {
        _state = 14695981039346656037UL ^ (uint)seed;
        unchecked
        {
            foreach (var part in Encoding.UTF8.GetBytes(name))
            {
                _state = (_state ^ part) * 1099511628211UL;
            }
        }
    }

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    /// <summary>True in <paramref name="percent"/> of hundred cases.</summary>
    public bool Percent(int percent) => Between(1, 100) <= percent;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Between(0, choices.Count - 1)];

    /// <summary>EUR with two decimals.</summary>
    public decimal Euro(int low, int high) => Between(low * 100, high * 100) / 100m;

    private ulong Next()
    {
        unchecked
        {
            var mixed = _state += 0x9E3779B97F4A7C15UL;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return mixed ^ (mixed >> 31);
        }
    }
}
