using System.Buffers.Binary;
using System.Text.Json;

namespace DigiSoc.Documents.Typesetter;

/// <summary>Messages between this program and the worker: length in bytes (4 bytes, big-endian), JSON in UTF-8. The
/// worker's side is <c>frames.mjs</c>.</summary>
internal static class Frames
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task WriteAsync<T>(Stream stream, T message, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, Json);
        var frame = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, body.Length);
        body.CopyTo(frame, 4);
        await stream.WriteAsync(frame, ct);
        await stream.FlushAsync(ct);
    }

    /// <exception cref="EndOfStreamException">The other side has ended.</exception>
    public static async Task<T> ReadAsync<T>(Stream stream, CancellationToken ct)
    {
        var head = new byte[4];
        await stream.ReadExactlyAsync(head, ct);
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
        await stream.ReadExactlyAsync(body, ct);
        return JsonSerializer.Deserialize<T>(body, Json)
            ?? throw new InvalidDataException("Bug: the typesetter answered with the JSON value null.");
    }
}
