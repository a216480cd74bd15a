using DigiSoc.Feel.Numbers;

namespace DigiSoc.Feel.Tests.Numbers;

/// <summary>Arithmetic in one word says what <see cref="FeelNumber"/> says, digit for digit, or nothing.</summary>
public sealed class PackedTests
{
    private const int Pairs = 200_000;
    private const ulong Largest = (1UL << 49) - 1;

    [Fact]
    public void Operations_RandomWords_GiveWhatNumbersGiveOrNothing()
    {
        var run = RandomRun.Begin(Pairs);
        var random = run.Random;
        var (sums, products) = (0, 0);
        for (var at = 0; at < run.Rounds; at++)
        {
            var (left, right) = (Word(random), Word(random));
            var (a, b) = (FeelNumber.Unpack(left), FeelNumber.Unpack(right));
            sums += Check(Packed.Add(left, right), FeelNumber.Add(a, b));
            sums += Check(Packed.Add(left, Packed.Negate(right)), FeelNumber.Subtract(a, b));
            products += Check(Packed.Multiply(left, right), FeelNumber.Multiply(a, b));
            Math.Sign(Packed.Compare(left, right)).ShouldBe(Math.Sign(a.CompareTo(b)));
            Packed.Compare(left, left).ShouldBe(0);
        }

        // Most everyday numbers have their result here, and not all; of few numbers nothing can be said.
        if (run.Rounds >= Pairs)
        {
            sums.ShouldBeInRange(run.Rounds / 2, (2 * run.Rounds) - 1);
            products.ShouldBeInRange(run.Rounds / 4, run.Rounds - 1);
        }
    }

    [Theory]
    [InlineData("0.00", "-1", "-1.00")]
    [InlineData("5", "-5.0", "0.0")]
    [InlineData("562949953421311", "0", "562949953421311")]
    public void Add_UnlikeNumbers_HasTheSmallerExponentAndNoNegativeZero(string left, string right, string sum)
    {
        var word = Packed.Add(Word(left), Word(right));
        word.ShouldNotBe(Packed.None);
        FeelNumber.Unpack(word).ToString().ShouldBe(sum);
    }

    [Theory]
    [InlineData("562949953421311", "1")]
    [InlineData("1", "0.00001")]
    public void Add_MoreDigitsOrAWideGap_IsLeftToOthers(string left, string right) =>
        Packed.Add(Word(left), Word(right)).ShouldBe(Packed.None);

    /// <summary>1 where there was a result to compare.</summary>
    private static int Check(ulong word, FeelNumber? expected)
    {
        if (word == Packed.None)
        {
            return 0;
        }

        expected.ShouldNotBeNull().TryPack(out var same).ShouldBeTrue();
        word.ShouldBe(same);
        return 1;
    }

    /// <summary>Numbers of every length, with exponents near zero, far away and at the ends of the range.</summary>
    private static ulong Word(Random random)
    {
        var coefficient = (UInt128)((ulong)random.NextInt64((long)Largest + 1) >> random.Next(50));
        var exponent = random.Next(20) switch
        {
            0 => random.Next(FeelNumber.MinExponent, FeelNumber.MaxExponent + 1),
            1 => FeelNumber.MinExponent,
            2 => FeelNumber.MaxExponent,
            _ => random.Next(-6, 3),
        };
        FeelNumber.Create(random.Next(2) == 0, coefficient, exponent).TryPack(out var word).ShouldBeTrue();
        return word;
    }

    private static ulong Word(string text)
    {
        FeelNumber.Parse(text).TryPack(out var word).ShouldBeTrue();
        return word;
    }
}
