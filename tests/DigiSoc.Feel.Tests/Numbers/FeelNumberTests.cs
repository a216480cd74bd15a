using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace DigiSoc.Feel.Tests.Numbers;

public sealed class FeelNumberTests
{
    private static Config Quietly
    {
        get
        {
            var run = RandomRun.Begin(2_000);
            return Config.QuickThrowOnFailure.WithMaxTest(run.Rounds).WithReplay((ulong)run.Seed, 1);
        }
    }

    /// <summary>Numbers of all lengths, signs and scales; those far apart come up as well.</summary>
    private static readonly Arbitrary<FeelNumber> Numbers = (
        from high in Gen.Choose(0, int.MaxValue)
        from middle in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        from length in Gen.Choose(1, 3)
        from exponent in Gen.Frequency((8, Gen.Choose(-12, 6)), (1, Gen.Choose(-90, 90)))
        from negative in Gen.Elements(true, false)
        let digits = length switch { 1 => $"{low}", 2 => $"{middle}{low}", _ => $"{high}{middle}{low}" }
        select FeelNumber.Parse($"{(negative ? "-" : "")}{digits}e{exponent}")).ToArbitrary();

    [Theory]
    [InlineData("1.50", "1.50")]
    [InlineData("-.5", "-0.5")]
    [InlineData("1e3", "1000")]
    [InlineData("12345678901234567890123456789012345", "12345678901234567890123456789012340")]
    [InlineData("12345678901234567890123456789012355", "12345678901234567890123456789012360")]
    [InlineData("0.0", "0.0")]
    public void Parse_Number_IsWrittenPlainly(string text, string expected) =>
        FeelNumber.Parse(text).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData("1e")]
    [InlineData(" 1")]
    [InlineData("1e99999")]
    [InlineData("NaN")]
    public void TryParse_AnythingElse_IsRefused(string text) => FeelNumber.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Default_IsZero()
    {
        default(FeelNumber).ShouldBe(FeelNumber.Zero);
        default(FeelNumber).ToString().ShouldBe("0");
    }

    [Fact]
    public void Text_ReadBack_IsSameNumber() =>
        Prop.ForAll(Numbers, a => FeelNumber.Parse(a.ToString()) == a).Check(Quietly);

    [Fact]
    public void Add_Commutes() =>
        Prop.ForAll(Numbers, Numbers, (a, b) => FeelNumber.Add(a, b) == FeelNumber.Add(b, a)).Check(Quietly);

    [Fact]
    public void Add_ThenCompare_AgreesWithExactArithmetic() => Prop.ForAll(Numbers, Numbers, (a, b) =>
    {
        var exact = Exact(a) + Exact(b);
        return Near(FeelNumber.Add(a, b)!.Value, exact, Scale);
    }).Check(Quietly);

    [Fact]
    public void Multiply_AgreesWithExactArithmetic() => Prop.ForAll(Numbers, Numbers, (a, b) =>
        Near(FeelNumber.Multiply(a, b)!.Value, Exact(a) * Exact(b), 2 * Scale)).Check(Quietly);

    [Fact]
    public void Divide_TimesDivisor_IsDividendWithinLastDigit() => Prop.ForAll(Numbers, Numbers, (a, b) =>
    {
        if (b.IsZero)
        {
            return FeelNumber.Divide(a, b) is null;
        }

        var back = FeelNumber.Multiply(FeelNumber.Divide(a, b)!.Value, b)!.Value;
        var off = FeelNumber.Subtract(back, a)!.Value.Abs();
        return off <= FeelNumber.Multiply(a.Abs(), FeelNumber.Parse("2e-33"))!.Value;
    }).Check(Quietly);

    /// <summary>The quotient may be off by half a unit of its last digit: times the divisor, by half a unit times the divisor.</summary>
    [Fact]
    public void Divide_AgreesWithExactArithmetic() => Prop.ForAll(Numbers, Numbers, (a, b) =>
    {
        if (a.IsZero || b.IsZero)
        {
            return true;
        }

        // Near(quotient, a / b), both sides multiplied by b so that nothing needs to be divided.
        var off = BigInteger.Abs((Exact(FeelNumber.Divide(a, b)!.Value) * Exact(b)) - (Exact(a) * BigInteger.Pow(10, Scale)));
        return off * 2 * BigInteger.Pow(10, 33) <= BigInteger.Abs(Exact(a)) * BigInteger.Pow(10, Scale);
    }).Check(Quietly);

    [Theory]
    [InlineData("1", "3", "0.3333333333333333333333333333333333")]
    [InlineData("2", "3", "0.6666666666666666666666666666666667")]
    [InlineData("1", "999999999999", "0.000000000001000000000001000000000001000000000001000")]
    [InlineData("1", "18446744073709551615", "5.421010862427522170331137592055280e-20")]
    [InlineData("1", "18446744073709551617", "5.421010862427522169743390416644137e-20")]
    [InlineData("10", "4", "2.5")]
    [InlineData("1", "1048576", "0.00000095367431640625")]
    [InlineData("9999999999999999999999999999999999", "7", "1428571428571428571428571428571428")]
    [InlineData("-7", "0.003", "-2333.333333333333333333333333333333")]
    public void Divide_IsNearestNumberOf34Digits(string dividend, string divisor, string quotient) =>
        FeelNumber.Divide(FeelNumber.Parse(dividend), FeelNumber.Parse(divisor)).ShouldBe(FeelNumber.Parse(quotient));

    [Theory]
    [InlineData("5", "5.00", 0)]
    [InlineData("-5", "5", -1)]
    [InlineData("0", "-0.0001", 1)]
    [InlineData("18446744073709551615e14", "1844674407370955161500000000000001", -1)]
    [InlineData("1e19", "10000000000000000000", 0)]
    [InlineData("-1e30", "-1e29", -1)]
    public void CompareTo_AcrossExponents_IsNumeric(string left, string right, int expected) =>
        Math.Sign(FeelNumber.Parse(left).CompareTo(FeelNumber.Parse(right))).ShouldBe(expected);

    [Fact]
    public void CompareTo_AgreesWithExactOrder() =>
        Prop.ForAll(Numbers, Numbers, (a, b) => Math.Sign(a.CompareTo(b)) == Exact(a).CompareTo(Exact(b))).Check(Quietly);

    [Fact]
    public void Equal_HasEqualHash() => Prop.ForAll(Numbers, a =>
        FeelNumber.Multiply(a, FeelNumber.Parse("1.000"))!.Value is var b && (b != a || b.GetHashCode() == a.GetHashCode())).Check(Quietly);

    [Fact]
    public void Modulo_HasSignOfDivisorAndIsSmaller() => Prop.ForAll(Numbers, Numbers, (a, b) =>
        b.IsZero || FeelNumber.Modulo(a, b) is not { } rest || rest.IsZero || (rest.Sign == b.Sign && rest.Abs() <= b.Abs())).Check(Quietly);

    [Fact]
    public void SquareRoot_Squared_IsNumberWithinLastDigit() => Prop.ForAll(Numbers, a =>
    {
        var root = a.Abs().SquareRoot()!.Value;
        var off = FeelNumber.Subtract(FeelNumber.Multiply(root, root)!.Value, a.Abs())!.Value.Abs();
        return off <= FeelNumber.Multiply(a.Abs(), FeelNumber.Parse("2e-33"))!.Value;
    }).Check(Quietly);

    [Fact]
    public void Decimal_ThereAndBack_IsSame() => Prop.ForAll<decimal>(d => (decimal)FeelNumber.Of(d) == d).Check(Quietly);

    [Fact]
    public void Int64_ThereAndBack_IsSame()
    {
        foreach (var value in new[] { 0L, 1, -1, long.MaxValue, long.MinValue, 1_000_000_000_000_000_000 })
        {
            ((long)FeelNumber.Of(value)).ShouldBe(value);
            FeelNumber.Of(value).ToString().ShouldBe(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("2", "10", "1024")]
    [InlineData("1.1", "100", "13780.61233982227018411833717208964")]
    [InlineData("10", "-3", "0.001")]
    [InlineData("4", "0.5", "2")]
    [InlineData("-8", "3", "-512")]
    public void Power_OfNumber_IsExactTo34Digits(string number, string exponent, string expected)
    {
        var power = FeelNumber.Power(FeelNumber.Parse(number), FeelNumber.Parse(exponent))!.Value;

        FeelNumber.Subtract(power, FeelNumber.Parse(expected))!.Value.Abs().ShouldBeLessThan(FeelNumber.Parse("1e-20"));
    }

    [Fact]
    public void Exp_OfLog_IsNumberWithinLastDigits() => Prop.ForAll(Numbers, a =>
    {
        if (a.IsZero)
        {
            return a.Log() is null;
        }

        var back = a.Abs().Log()!.Value.Exp()!.Value;
        var off = FeelNumber.Subtract(back, a.Abs())!.Value.Abs();
        return off <= FeelNumber.Multiply(a.Abs(), FeelNumber.Parse("1e-30"))!.Value;
    }).Check(Quietly.WithMaxTest(200));

    private const int Scale = 250;

    /// <summary>The number with 250 decimals as an integer: exact for all numbers made here.</summary>
    private static BigInteger Exact(FeelNumber value)
    {
        var text = value.ToString();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        return BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * BigInteger.Pow(10, Scale - decimals);
    }

    /// <summary>Whether a rounded number is within half a unit of its 34th digit of the exact one.</summary>
    private static bool Near(FeelNumber rounded, BigInteger exact, int scale)
    {
        var off = BigInteger.Abs((Exact(rounded) * BigInteger.Pow(10, scale - Scale)) - exact);
        return off * 2 * BigInteger.Pow(10, 33) <= BigInteger.Abs(exact);
    }
}
