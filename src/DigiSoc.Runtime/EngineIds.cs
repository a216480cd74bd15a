using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DigiSoc.Runtime;

/// <summary>The ids of instances and of everything in them.</summary>
/// <remarks>
/// An instance's id is a version 7 UUID (ordered by time of creation) whose last 32 bits are zero. A task, job, timer,
/// subscription or incident in it has the same id with its number (the interpreter's wait or incident id) in those bits.
/// So one value names the thing and its instance, is known before anything is stored, and needs no look-up.
/// </remarks>
public static class EngineIds
{
    /// <summary>The id of a new instance.</summary>
    public static Guid NewInstance(DateTimeOffset now) => Part(Guid.CreateVersion7(now), 0);

    /// <summary>The id of an instance that a cause starts: the same for the same cause, so that a repeated one starts nothing twice.</summary>
    public static Guid InstanceFrom(Guid cause, string what)
    {
        var hash = SHA256.HashData([.. cause.ToByteArray(), .. Encoding.UTF8.GetBytes(what)]);
        return Part(new Guid(hash.AsSpan(0, 16), bigEndian: true), 0);
    }

    /// <summary>The id of a part of an instance, by its number.</summary>
    public static Guid Part(Guid instanceId, long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        instanceId.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], checked((uint)number));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The instance a part belongs to.</summary>
    public static Guid InstanceOf(Guid partId) => Part(partId, 0);

    /// <summary>The number of a part in its instance; 0 for an instance's own id.</summary>
    public static long NumberOf(Guid partId)
    {
        Span<byte> bytes = stackalloc byte[16];
        partId.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
    }
}
