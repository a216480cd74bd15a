namespace DigiSoc.Feel.Tests;

/// <summary>Values that one word holds and those that it does not are of one kind, and told apart by nothing else.</summary>
public sealed class FeelValueTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0.00")]
    [InlineData("310.50")]
    [InlineData("-310.50")]
    [InlineData("562949953421311")]
    [InlineData("562949953421312")]
    [InlineData("-562949953421312")]
    [InlineData("18446744073709551615")]
    [InlineData("18446744073709551616")]
    [InlineData("9999999999999999999999999999999999")]
    [InlineData("-1234567890123456789012345678.901234")]
    [InlineData("1E-6176")]
    [InlineData("-5629499534213.12")]
    public void Of_Number_HoldsTheSameNumber(string text)
    {
        var number = FeelNumber.Parse(text);

        var value = FeelValue.Of(number);

        value.Kind.ShouldBe(FeelKind.Number);
        value.AsNumber().ToString().ShouldBe(number.ToString());
        value.ShouldBe(FeelValue.Of(FeelNumber.Parse(text)));
        value.GetHashCode().ShouldBe(FeelValue.Of(FeelNumber.Parse(text)).GetHashCode());
        Should.Throw<InvalidOperationException>(() => value.AsDaysTimeDuration());
        Should.Throw<InvalidOperationException>(() => value.AsFunction());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("42535295865117307932921825928971026432")]
    public void Of_DaysTimeDuration_HoldsTheSameLength(string nanoseconds)
    {
        var duration = new FeelDaysTimeDuration(Int128.Parse(nanoseconds, System.Globalization.CultureInfo.InvariantCulture));

        var value = FeelValue.Of(duration);

        value.Kind.ShouldBe(FeelKind.DaysTimeDuration);
        value.AsDaysTimeDuration().ShouldBe(duration);
        value.ShouldBe(FeelValue.Of(duration));
        Should.Throw<InvalidOperationException>(() => value.AsNumber());
        Should.Throw<InvalidOperationException>(() => value.AsDateTime());
    }

    [Theory]
    [InlineData("2026-05-04T10:00:00")]
    [InlineData("2026-05-04T10:00:00.000000001Z")]
    [InlineData("2026-05-04T10:00:00@Europe/Riga")]
    [InlineData("-999999999-12-31T23:59:59+02:00")]
    public void Of_DateTime_HoldsTheSameInstantAndZone(string text)
    {
        FeelDateTime.TryParse(text, out var dateTime).ShouldBeTrue();

        var value = FeelValue.Of(dateTime);

        value.Kind.ShouldBe(FeelKind.DateTime);
        value.AsDateTime().ToString().ShouldBe(dateTime.ToString());
        value.ShouldBe(FeelValue.Of(dateTime));
        Should.Throw<InvalidOperationException>(() => value.AsTime());
        Should.Throw<InvalidOperationException>(() => value.AsNumber());
    }
}
