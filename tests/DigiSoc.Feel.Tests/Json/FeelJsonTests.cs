using System.Text;
using System.Text.Json;

namespace DigiSoc.Feel.Tests.Json;

public sealed class FeelJsonTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("[true, 1.50, 12345678901234567890.1234567890, \"ā\"]")]
    [InlineData("{a: @\"2026-01-31\", b: {c: @\"10:00:00@Europe/Riga\"}}")]
    [InlineData("[@\"2026-01-31T10:00:00.5+02:00\", @\"P1DT2H\", @\"-P1Y6M\"]")]
    [InlineData("[[1..5), (< 10), (>= @\"2026-01-31\"), [3..1]]")]
    public void Write_Tagged_ReadsBackAsSameValue(string text)
    {
        var value = Feel.Value(text);

        var json = Write(value, FeelJsonForm.Tagged);

        FeelJson.Read(JsonDocument.Parse(json).RootElement).ShouldBe(value, json);
    }

    [Fact]
    public void Write_Plain_GivesIsoStrings() =>
        Write(Feel.Value("{d: @\"2026-01-31\", n: 1.50}"), FeelJsonForm.Plain).ShouldBe("{\"d\":\"2026-01-31\",\"n\":1.50}");

    private static string Write(FeelValue value, FeelJsonForm form)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            FeelJson.Write(writer, value, form);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
