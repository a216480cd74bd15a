using System.Buffers;
using System.Text.Json;

namespace DigiSoc.Bpmn;

/// <summary>Bytes of a JSON text, written into a buffer that the thread keeps from one text to the next.</summary>
/// <remarks>
/// A writer asks its buffer for 4 KB when it needs more, and for six times a string's length before it writes one: with a new
/// buffer for each text, the buffers were half of what a step allocated.
/// </remarks>
public static class JsonBytes
{
    // A longer text takes its buffer with it.
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static Kept? _kept;

    /// <summary>What <paramref name="write"/> writes about <paramref name="subject"/>, in an array of just its length.</summary>
    public static byte[] Write<T>(T subject, Action<Utf8JsonWriter, T> write)
    {
        var kept = _kept ?? new();
        _kept = null; // A text that is begun within this one, or after a write that threw, has a buffer of its own.
        write(kept.Writer, subject);
        kept.Writer.Flush();
        var bytes = kept.Buffer.WrittenSpan.ToArray();
        if (kept.Buffer.Capacity <= LargestKept)
        {
            kept.Buffer.ResetWrittenCount();
            kept.Writer.Reset();
            _kept = kept;
        }

        return bytes;
    }

    private sealed class Kept
    {
        public Kept() => Writer = new(Buffer);

        public ArrayBufferWriter<byte> Buffer { get; } = new(8 * 1024);

        public Utf8JsonWriter Writer { get; }
    }
}
