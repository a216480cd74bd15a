using System.Diagnostics.CodeAnalysis;

namespace DigiSoc.Runtime;

/// <summary>What an operation gave, or why it was refused. A refusal changed nothing.</summary>
/// <typeparam name="T">The value of an operation that was done.</typeparam>
public sealed class EngineAnswer<T>
{
    private EngineAnswer(T? value, EngineRefusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>The result; default when refused.</summary>
    public T? Value { get; }

    /// <summary>Null when done.</summary>
    public EngineRefusal? Refusal { get; }

    /// <summary>True when the operation was done and is committed.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Refusal is null;

    public static implicit operator EngineAnswer<T>(T value) => new(value, null);

    public static implicit operator EngineAnswer<T>(EngineRefusal refusal) => new(default, refusal);
}

/// <summary>Why an operation was refused: an expected outcome (a second click, a task somebody else has).</summary>
/// <param name="Code">See docs/errors.md; <c>RUN-</c> from the runtime, <c>BPMN-</c> from the interpreter.</param>
/// <param name="Text">Doing what, where, expected, found, what to do; ids only, no personal data.</param>
public sealed record EngineRefusal(string Code, string Text);

/// <summary>Done, with nothing more to say.</summary>
public sealed record Done
{
    public static Done Value { get; } = new();

    private Done()
    {
    }
}
