using DigiSoc.Feel.Functions;

namespace DigiSoc.Feel;

/// <summary>A parameter of a function.</summary>
/// <param name="Name">As named arguments write it.</param>
/// <param name="Type">What an argument is converted to; <see cref="FeelType.Any"/> takes everything.</param>
public sealed record FeelParameter(string Name, FeelType Type);

/// <summary>What a function does with its arguments, already converted to the parameters' types and in their order.</summary>
public delegate FeelValue FeelBody(ReadOnlySpan<FeelValue> arguments, FeelCall call);

/// <summary>A function as a value.</summary>
public abstract class FeelFunction
{
    /// <summary>The names of the built-in functions, in no order.</summary>
    public static IEnumerable<string> BuiltInNames => Catalogue.Names;

    /// <summary>For messages; empty for a function literal.</summary>
    public abstract string Name { get; }

    /// <summary>In order; empty for built-in functions with several forms.</summary>
    public abstract IReadOnlyList<FeelParameter> Parameters { get; }

    /// <summary>The function's type, with Any where nothing is stated.</summary>
    public virtual FeelType Type => FeelType.FunctionOf(Parameters, Result);

    /// <summary>What the result is converted to.</summary>
    public virtual FeelType Result => FeelType.Any;

    /// <summary>A function written in C#, for decision models (business knowledge, services) and injected functions.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="parameters">In order.</param>
    /// <param name="result">What the result is converted to; null: Any.</param>
    /// <param name="body">Must be pure; answers null and calls <see cref="FeelCall.Fail(FeelCauseKind, string)"/> where it has no value.</param>
    public static FeelFunction Of(string name, IEnumerable<FeelParameter> parameters, FeelType? result, FeelBody body) =>
        new Evaluation.HostFunction(name, [.. parameters], result ?? FeelType.Any, body);

    /// <summary>Calls the function with arguments by position.</summary>
    public abstract FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelCall call);

    /// <summary>Calls the function with arguments by name; absent ones are null where the function allows it.</summary>
    public abstract FeelValue InvokeNamed(ReadOnlySpan<string> names, ReadOnlySpan<FeelValue> arguments, FeelCall call);

    /// <summary>Calls the function from outside any expression.</summary>
    public FeelResult Invoke(IReadOnlyList<FeelValue> arguments, FeelEnvironment environment)
    {
        var call = new FeelCall(environment);
        var value = Invoke([.. arguments], call);
        return new(value, call.Causes, call.CausesDropped);
    }
}
