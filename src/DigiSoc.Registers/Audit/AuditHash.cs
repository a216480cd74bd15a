using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DigiSoc.Registers.Audit;

/// <summary>The hash of a link: SHA-256 over the hash before it and every field with its length, so that no two entries write alike.</summary>
internal static class AuditHash
{
    public static string Start { get; } = new('0', 64);

    public static string Of(long sequence, DateTimeOffset recordedAt, AuditEntry entry, string previousHash)
    {
        var text = new StringBuilder();
        Add(text, "1"); // Version of this form.
        Add(text, previousHash);
        Add(text, sequence.ToString(CultureInfo.InvariantCulture));
        Add(text, recordedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture));
        Add(text, entry.Kind.ToString());
        Add(text, entry.InstitutionId);
        Add(text, entry.Actor);
        Add(text, entry.OnBehalfOf);
        Add(text, entry.PersonCode);
        Add(text, entry.CaseId);
        Add(text, entry.StepId);
        Add(text, entry.PackageVersion);
        Add(text, entry.ItemId);
        Add(text, entry.RegisterId);
        Add(text, entry.Purpose);
        Add(text, entry.Norms.Count.ToString(CultureInfo.InvariantCulture));
        foreach (var norm in entry.Norms)
        {
            Add(text, norm);
        }

        Add(text, entry.LookupId?.ToString());
        Add(text, entry.Code);
        Add(text, entry.AnswerSha256);
        Add(text, entry.Reason);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, string? field)
    {
        if (field is null)
        {
            text.Append("-;");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"{field.Length}:{field};");
    }
}
