namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>The tables that stand for the outside world; the program behind the nodes writes them.</summary>
internal static class Ledger
{
    public const string Schema = """
        CREATE SCHEMA ledger;
        CREATE TABLE ledger.attempts (key text NOT NULL, node text NOT NULL, at timestamptz NOT NULL DEFAULT now());
        CREATE TABLE ledger.effects (key text PRIMARY KEY, node text NOT NULL);
        CREATE TABLE ledger.answers (key text NOT NULL, at timestamptz NOT NULL DEFAULT now());
        GRANT USAGE ON SCHEMA ledger TO digisoc_app;
        GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA ledger TO digisoc_app;
        """;
}
