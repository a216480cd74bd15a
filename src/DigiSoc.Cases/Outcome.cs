using System.Diagnostics.CodeAnalysis;

namespace DigiSoc.Cases;

/// <summary>Either what was asked for, or every reason why not.</summary>
public sealed class Outcome<T> where T : class
{
    private Outcome(T? value, IReadOnlyList<Refusal> refusals) => (Value, Refusals) = (value, refusals);

    /// <summary>Null exactly when <see cref="IsDone"/> is false.</summary>
    public T? Value { get; }

    /// <summary>Empty exactly when <see cref="IsDone"/> is true.</summary>
    public IReadOnlyList<Refusal> Refusals { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsDone => Value is not null;

    internal static Outcome<T> Done(T value) => new(value, []);

    internal static Outcome<T> Refused(params IReadOnlyList<Refusal> refusals) => new(null, refusals);
}
