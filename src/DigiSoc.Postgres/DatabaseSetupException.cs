namespace DigiSoc.Postgres;

/// <summary>The embedded server or a migration failed; the message says what to do.</summary>
public sealed class DatabaseSetupException : Exception
{
    internal DatabaseSetupException(string code, string text, Exception? inner = null)
        : base($"{code} {text}", inner)
    {
        Code = code;
    }

    /// <summary>One of the codes of <c>docs/errors.md</c>, beginning <c>PG-</c>.</summary>
    public string Code { get; }
}
