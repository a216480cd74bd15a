namespace DigiSoc.Feel.Patterns;

/// <summary>A part of a regular expression, as read; compiled by <see cref="PatternProgram"/>.</summary>
internal abstract record PatternNode
{
    /// <summary>One character of a set.</summary>
    internal sealed record OneOf(CharacterSet Set) : PatternNode;

    /// <summary>Parts one after another; none is the empty text.</summary>
    internal sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>Branches, the first tried first.</summary>
    internal sealed record Choice(IReadOnlyList<PatternNode> Branches) : PatternNode;

    /// <summary>A group that is remembered, counted from 1.</summary>
    internal sealed record Group(int Number, PatternNode Part) : PatternNode;

    /// <summary>From <paramref name="Least"/> to <paramref name="Most"/> times, −1 for no end; reluctant: as few as will do.</summary>
    internal sealed record Repeat(PatternNode Part, int Least, int Most, bool IsReluctant) : PatternNode;

    /// <summary>What a group took last.</summary>
    internal sealed record BackReference(int Number) : PatternNode;

    /// <summary><c>^</c>.</summary>
    internal sealed record Start : PatternNode;

    /// <summary><c>$</c>.</summary>
    internal sealed record End : PatternNode;
}
