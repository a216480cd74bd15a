using System.Diagnostics.CodeAnalysis;

namespace DigiSoc.Dmn.Tables;

/// <summary>Numbers of the rules that match, in table order; on the stack unless there are very many.</summary>
/// <param name="room">Where they are put first.</param>
[SuppressMessage("Design", "CA1815", Justification = "Never compared.")]
internal ref struct MatchList(Span<int> room)
{
    private Span<int> _rules = room;
    private int _count;

    public readonly ReadOnlySpan<int> Rules => _rules[.._count];

    public void Add(int rule)
    {
        if (_count == _rules.Length)
        {
            var larger = new int[2 * _count];
            _rules.CopyTo(larger);
            _rules = larger;
        }

        _rules[_count++] = rule;
    }
}
