using System.Globalization;
using System.Security.Cryptography;

namespace DigiSoc.Cases;

/// <summary>Passwords as PBKDF2-HMAC-SHA512 with a salt of their own: "pbkdf2-sha512$rounds$salt$hash".</summary>
internal static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha512";
    private const int Rounds = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>Checked against when the user is unknown, so that both refusals take equally long.</summary>
    public static readonly string OfNobody = Of("nobody signs in with this", new byte[SaltBytes]);

    public static string Of(string password) => Of(password, RandomNumberGenerator.GetBytes(SaltBytes));

    public static bool Fits(string password, string stored)
    {
        var parts = stored.Split('$');
        if (parts is not [Scheme, var roundsText, var salt, var hash] ||
            !int.TryParse(roundsText, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds))
        {
            return false;
        }

        var expected = Convert.FromBase64String(hash);
        var found = Rfc2898DeriveBytes.Pbkdf2(password, Convert.FromBase64String(salt), rounds, HashAlgorithmName.SHA512, expected.Length);
        return CryptographicOperations.FixedTimeEquals(found, expected);
    }

    private static string Of(string password, byte[] salt)
    {
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA512, HashBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }
}
