using System.Text;

namespace DigiSoc.Bpmn.Tests;

public sealed class JsonBytesTests
{
    [Fact]
    public void TextBegunWithinAnother_LeavesThatAsItIs()
    {
        byte[] inner = [];
        byte[] outer = JsonBytes.Write(1, (writer, number) =>
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(number);
            inner = JsonBytes.Write("inner", (other, text) => other.WriteStringValue(text));
            writer.WriteEndArray();
        });

        Encoding.UTF8.GetString(outer).ShouldBe("[1]");
        Encoding.UTF8.GetString(inner).ShouldBe("\"inner\"");
    }

    [Fact]
    public void TextThatFailedOrWasLonger_LeavesNothingInTheNext()
    {
        Should.Throw<InvalidDataException>(() => JsonBytes.Write(1, (writer, number) =>
        {
            writer.WriteStartArray();
            writer.Flush();
            throw new InvalidDataException();
        }));
        _ = JsonBytes.Write(new string('x', 500_000), (writer, text) => writer.WriteStringValue(text));
        _ = JsonBytes.Write(new string('x', 5_000), (writer, text) => writer.WriteStringValue(text));

        Encoding.UTF8.GetString(JsonBytes.Write(true, (writer, value) => writer.WriteBooleanValue(value))).ShouldBe("true");
    }
}
