using DigiSoc.Dmn.Requirements;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Boxed;

/// <summary>What a piece of logic sees while it is evaluated.</summary>
/// <param name="Variables">Names in scope.</param>
/// <param name="Run">The evaluation it is part of.</param>
internal readonly record struct LogicFrame(FeelContext Variables, Run Run)
{
    /// <summary>The same with one more name.</summary>
    public LogicFrame With(string name, in FeelValue value) => this with { Variables = Variables.With(name, value) };
}

/// <summary>A part of some logic that may be its value.</summary>
/// <param name="Type">What is known of its type.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Text">Its FEEL text, where it is a branch of a FEEL text; null else.</param>
internal readonly record struct LogicOutcome(FeelType Type, DmnPlace Place, string? Text);

/// <summary>Boxed logic, read and bound once; immutable.</summary>
internal abstract class Logic
{
    /// <summary>The value; null with a cause in the run where there is none.</summary>
    public abstract FeelValue Evaluate(in LogicFrame frame);

    /// <summary>Whether the value, or anything that lives on, may hold on to the variables of the frame.</summary>
    public virtual bool MayKeepVariables => true;

    /// <summary>The names of which it may make a difference, be it to a cause, whether the frame has them; null when all may. Gathered each time.</summary>
    public virtual IReadOnlyCollection<string>? AskedNames => null;

    /// <summary>As written, where it is a FEEL text; null for other boxed expressions.</summary>
    public virtual string? Text => null;

    /// <summary>What is known of the value's type before evaluation, so that names inside it can be read.</summary>
    public virtual FeelType Type => FeelType.Any;

    /// <summary>The parts one of which is the value: the branches of choices, or the whole.</summary>
    /// <param name="owner">Where the logic is, unless a part says it itself.</param>
    public virtual IEnumerable<LogicOutcome> Outcomes(DmnPlace owner) => [new LogicOutcome(Type, owner, null)];
}

/// <summary>Logic that the model does not give, or gives in a form that is not evaluated: null with a cause.</summary>
internal sealed class MissingLogic(DmnPlace place, string reason) : Logic
{
    public override FeelValue Evaluate(in LogicFrame frame)
    {
        var value = frame.Run.Call.Fail(FeelCauseKind.MalformedValue, reason);
        frame.Run.Attribute(place);
        return value;
    }
}

/// <summary>Logic whose result must be of a type.</summary>
internal sealed class TypedLogic(Logic inner, Types.DmnType type, DmnPlace place) : Logic
{
    public override bool MayKeepVariables => inner.MayKeepVariables;

    public override IReadOnlyCollection<string>? AskedNames => inner.AskedNames;

    public override string? Text => inner.Text;

    public override FeelType Type => ReferenceEquals(type.Shape, FeelType.Any) ? inner.Type : type.Shape;

    /// <summary>Nothing of another type comes through, which is told of the type prescribed here.</summary>
    public override IEnumerable<LogicOutcome> Outcomes(DmnPlace owner) =>
        ReferenceEquals(type.Shape, FeelType.Any) ? inner.Outcomes(owner) : base.Outcomes(owner);

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        var value = type.Coerce(inner.Evaluate(frame), frame.Run.Call, "result of the logic of", place.ElementName);
        frame.Run.Attribute(place);
        return value;
    }
}
