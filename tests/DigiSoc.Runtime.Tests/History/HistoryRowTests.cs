using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DigiSoc.Runtime.History;

namespace DigiSoc.Runtime.Tests.History;

/// <summary>The hash of an entry is a stored format: what was written in earlier years is verified by it.</summary>
public sealed class HistoryRowTests
{
    [Theory]
    [InlineData("ogre", null, null)]
    [InlineData("Līvānu novads ✓ 𝄞", "Anna Ozoliņa", "aprēķins")]
    [InlineData("half a pair \ud834 alone", "", "")]
    public void Hash_IsOverEachPartBehindItsLength(string institution, string? onBehalfOf, string? purpose)
    {
        var row = new HistoryRow
        {
            InstanceId = Guid.Parse("01a22204-9426-7040-a2de-6b2800000000"),
            Number = 12_345_678_901,
            At = new DateTimeOffset(2026, 11, 28, 11, 57, 35, TimeSpan.FromHours(2)).AddTicks(3_225_597),
            InstitutionId = institution,
            BusinessKey = new string('ā', 700),
            RootId = Guid.Parse("01a22204-9426-7040-a2de-6b2800000001"),
            StepId = Guid.Parse("01a22204-94da-7b3a-8282-f8cc68bfc47c"),
            PackageKey = "gmi-benefit",
            PackageVersion = 3,
            LawDate = new(2026, 1, 9),
            Operation = "CompleteUserTask",
            PartId = onBehalfOf is null ? null : Guid.Parse("01a22204-9426-7040-a2de-6b2800000006"),
            ElementId = purpose is null ? null : "assess",
            Actor = "anna",
            OnBehalfOf = onBehalfOf,
            Purpose = purpose,
            InputHash = SHA256.HashData("in"u8),
            Events = Encoding.UTF8.GetBytes("[{\"kind\":\"VariablesSet\"}]"),
            PreviousHash = [],
        };

        Convert.ToHexString(row.ComputeHash()).ShouldBe(Convert.ToHexString(Described(row)));
    }

    // As docs/engine describes it, step by step.
    private static byte[] Described(HistoryRow row)
    {
        var fields = Encoding.UTF8.GetBytes(string.Join('\u001f',
        [
            row.InstanceId.ToString(), row.Number.ToString(CultureInfo.InvariantCulture),
            (row.At.UtcTicks / 10).ToString(CultureInfo.InvariantCulture), row.InstitutionId, row.BusinessKey,
            row.RootId.ToString(), row.StepId.ToString(), row.PackageKey,
            row.PackageVersion.ToString(CultureInfo.InvariantCulture), row.LawDate.ToString("O", CultureInfo.InvariantCulture),
            row.Operation, row.PartId?.ToString() ?? "-", row.ElementId ?? "-", row.Actor, row.OnBehalfOf ?? "-", row.Purpose ?? "-",
        ]));
        using var all = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var part in new[] { row.PreviousHash, row.InputHash, row.Events, fields })
        {
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            all.Write(length);
            all.Write(part);
        }

        return SHA256.HashData(all.ToArray());
    }
}
