using DigiSoc.Feel;

namespace DigiSoc.Dmn.Types;

/// <summary>Unary tests that a value must pass.</summary>
/// <param name="Text">The tests as written.</param>
/// <param name="Tests">The tests; null when they cannot be read, which a diagnostic has said: then nothing is tested.</param>
internal sealed record ValueConstraint(string Text, FeelExpression? Tests)
{
    public bool Allows(in FeelValue value, FeelCall call) =>
        Tests is null || Tests.Evaluate(value, FeelContext.Empty, call).IsTrue;
}
