namespace DigiSoc.Registers.Asking;

/// <summary>Reads a response without trusting its length.</summary>
internal static class LimitedBody
{
    /// <returns>The bytes, or null when there are more than <paramref name="limit"/>.</returns>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            if (kept.Length + read > limit)
            {
                return null;
            }

            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
