using DigiSoc.Feel.Numbers;
using DigiSoc.Feel.Typing;

namespace DigiSoc.Feel.Functions;

/// <summary>Functions of numbers (DMN table 76 and the rounding functions).</summary>
internal static class NumberFunctions
{
    internal static IReadOnlyList<BuiltInFunction> All { get; } =
    [
        new("decimal", "The number rounded to a scale, half to even.")
        {
            Gives = FeelType.Number,
            Forms = [new("n: number, scale: number", (a, c) => Round(a, c, Towards.HalfEven))],
            Examples = [new("decimal(1/3, 2)", "0.33"), new("decimal(1.5, 0)", "2"), new("decimal(2.5, 0)", "2"), new("string(decimal(1, 2))", "\"1.00\"")],
            NullWhen = "the scale is not between −6111 and 6176",
        },
        new("floor", "The greatest number of the scale (0 when not given) that is not above n.")
        {
            Gives = FeelType.Number,
            Forms = [new("n: number, scale?: number", (a, c) => Round(a, c, Towards.Floor))],
            Examples = [new("floor(1.5)", "1"), new("floor(-1.56, 1)", "-1.6")],
            NullWhen = "the scale is not between −6111 and 6176",
        },
        new("ceiling", "The least number of the scale (0 when not given) that is not below n.")
        {
            Gives = FeelType.Number,
            Forms = [new("n: number, scale?: number", (a, c) => Round(a, c, Towards.Ceiling))],
            Examples = [new("ceiling(1.5)", "2"), new("ceiling(-1.56, 1)", "-1.5")],
            NullWhen = "the scale is not between −6111 and 6176",
        },
        new("round up", "The number rounded to a scale, away from zero.")
        {
            Gives = FeelType.Number,
            Forms = [new("n: number, scale: number", (a, c) => Round(a, c, Towards.Up))],
            Examples = [new("round up(5.5, 0)", "6"), new("round up(-5.5, 0)", "-6"), new("round up(1.121, 2)", "1.13")],
            NullWhen = "the scale is not between −6111 and 6176",
        },
        new("round down", "The number rounded to a scale, towards zero.")
        {
            Gives = FeelType.Number,
            Forms = [new("n: number, scale: number", (a, c) => Round(a, c, Towards.Zero))],
            Examples = [new("round down(5.5, 0)", "5"), new("round down(-5.5, 0)", "-5"), new("round down(1.129, 2)", "1.12")],
            NullWhen = "the scale is not between −6111 and 6176",
        },
        new("round half up", "The number rounded to a scale, halves away from zero.")
        {
            Gives = FeelType.Number,
            Forms = [new("n: number, scale: number", (a, c) => Round(a, c, Towards.HalfUp))],
            Examples = [new("round half up(5.5, 0)", "6"), new("round half up(-5.5, 0)", "-6"), new("round half up(1.125, 2)", "1.13")],
            NullWhen = "the scale is not between −6111 and 6176",
        },
        new("round half down", "The number rounded to a scale, halves towards zero.")
        {
            Gives = FeelType.Number,
            Forms = [new("n: number, scale: number", (a, c) => Round(a, c, Towards.HalfDown))],
            Examples = [new("round half down(5.5, 0)", "5"), new("round half down(-5.5, 0)", "-5"), new("round half down(1.126, 2)", "1.13")],
            NullWhen = "the scale is not between −6111 and 6176",
        },
        new("abs", "The magnitude of a number or a duration.")
        {
            GivesBy = ResultTypes.Size,
            Forms =
            [
                new("n: number", (a, _) => FeelValue.Of(a[0].AsNumber().Abs())),
                new("n: days and time duration", (a, _) =>
                    FeelValue.Of(new FeelDaysTimeDuration(Int128.Abs(a[0].AsDaysTimeDuration().Nanoseconds)))),
                new("n: years and months duration", (a, _) =>
                    FeelValue.Of(new FeelYearsMonthsDuration(Math.Abs(a[0].AsYearsMonthsDuration().Months)))),
            ],
            Examples = [new("abs(-10)", "10"), new("abs(@\"-PT5H\")", "@\"PT5H\"")],
        },
        new("modulo", "dividend − divisor × floor(dividend / divisor): the result has the divisor's sign.")
        {
            Cost = 50,
            Gives = FeelType.Number,
            Forms = [new("dividend: number, divisor: number", (a, c) =>
                FeelNumber.Modulo(a[0].AsNumber(), a[1].AsNumber()) is { } rest
                    ? FeelValue.Of(rest)
                    : a[1].AsNumber().IsZero ? c.Fail(FeelCauseKind.DivisionByZero, Evaluation.FeelErrors.DivisionByZero(a[0].AsNumber()))
                    : c.Fail(FeelCauseKind.OutOfRange, Evaluation.FeelErrors.OutOfRange("modulo", a[0].AsNumber(), a[1].AsNumber())))],
            Examples = [new("modulo(12, 5)", "2"), new("modulo(-12, 5)", "3"), new("modulo(12, -5)", "-3")],
            NullWhen = "the divisor is 0, or the numbers are more than 6111 digits apart",
        },
        new("sqrt", "The square root, to 34 digits.")
        {
            Cost = 500,
            Gives = FeelType.Number,
            Forms = [new("number: number", (a, c) => Real(a, c, a[0].AsNumber().SquareRoot(), "sqrt"))],
            Examples = [new("sqrt(16)", "4"), new("sqrt(-1)", "null")],
            NullWhen = "the number is negative",
        },
        new("log", "The natural logarithm, to 34 digits.")
        {
            Cost = 500,
            Gives = FeelType.Number,
            Forms = [new("number: number", (a, c) => Real(a, c, a[0].AsNumber().Log(), "log"))],
            Examples = [new("decimal(log(10), 8)", "2.30258509"), new("log(1)", "0")],
            NullWhen = "the number is not positive",
        },
        new("exp", "e to the power of the number, to 34 digits.")
        {
            Cost = 500,
            Gives = FeelType.Number,
            Forms = [new("number: number", (a, c) => Real(a, c, a[0].AsNumber().Exp(), "exp"))],
            Examples = [new("decimal(exp(5), 8)", "148.41315910"), new("exp(0)", "1")],
            NullWhen = "the result is beyond the range of numbers",
        },
        new("odd", "Whether an integer is odd.")
        {
            Gives = FeelType.Boolean,
            Forms = [new("number: number", (a, c) => Parity(a, c, 1))],
            Examples = [new("odd(5)", "true"), new("odd(2)", "false")],
            NullWhen = "the number has a fraction",
        },
        new("even", "Whether an integer is even.")
        {
            Gives = FeelType.Boolean,
            Forms = [new("number: number", (a, c) => Parity(a, c, 0))],
            Examples = [new("even(5)", "false"), new("even(2)", "true")],
            NullWhen = "the number has a fraction",
        },
    ];

    private static FeelValue Round(ReadOnlySpan<FeelValue> arguments, FeelCall call, Towards towards)
    {
        var scale = 0;
        if (arguments.Length > 1 && !(arguments[1].AsNumber().TryToInt32(out scale)
            && scale >= -FeelNumber.MaxExponent && scale <= -FeelNumber.MinExponent))
        {
            return call.Fail(FeelCauseKind.InvalidValue, $"the scale is an integer from −6111 to 6176, found {arguments[1]}");
        }

        return arguments[0].AsNumber().RoundAt(scale, towards) is { } rounded
            ? FeelValue.Of(rounded.WithDecimals(scale))
            : call.Fail(FeelCauseKind.OutOfRange, $"{arguments[0]} rounded at scale {scale} is beyond the range of numbers");
    }

    private static FeelValue Real(ReadOnlySpan<FeelValue> arguments, FeelCall call, FeelNumber? result, string function) =>
        result is { } number
            ? FeelValue.Of(number)
            : call.Fail(FeelCauseKind.InvalidValue, $"`{function}` has no result for {arguments[0]}");

    private static FeelValue Parity(ReadOnlySpan<FeelValue> arguments, FeelCall call, int rest) =>
        arguments[0].AsNumber().IsInteger && FeelNumber.Modulo(arguments[0].AsNumber(), 2) is { } parity
            ? FeelValue.Of(parity == FeelNumber.Of(rest))
            : call.Fail(FeelCauseKind.InvalidValue, $"odd and even ask about integers, found {arguments[0]}");
}
