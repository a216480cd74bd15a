using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel.Functions;

/// <summary>Functions of truth values and of identity.</summary>
internal static class BooleanFunctions
{
    internal static IReadOnlyList<BuiltInFunction> All { get; } =
    [
        new("not", "The other truth value; null for anything that is no boolean.")
        {
            Gives = FeelType.Boolean,
            Forms = [new("negand: Any", (a, c) => a[0].IsBoolean
                ? FeelValue.Of(!a[0].AsBoolean())
                : c.Fail(FeelCauseKind.TypeMismatch, FeelErrors.Operand("not", "a boolean", a[0])))],
            Examples = [new("not(true)", "false"), new("not(null)", "null")],
            NullWhen = "the argument is no boolean",
        },
        new("is", "Whether two values are the same in kind, value and zone; never unknown.")
        {
            Gives = FeelType.Boolean,
            Forms = [new("value1?: Any, value2?: Any", (a, _) =>
                FeelValue.Of(Identity.AreSame(a.Length > 0 ? a[0] : FeelValue.Null, a.Length > 1 ? a[1] : FeelValue.Null)))],
            Examples =
            [
                new("is(@\"2012-12-25\", @\"23:00:50\")", "false"),
                new("is(@\"23:00:50Z\", @\"23:00:50+00:00\")", "true"),
                new("is(@\"20:00:50+00:00\", @\"21:00:50+01:00\")", "false"),
            ],
        },
    ];
}
