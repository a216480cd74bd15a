using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Nodes;

/// <summary>Hears of work that other nodes leave; one connection of its own.</summary>
internal sealed class Listener(Database database, Pulses pulses)
{
    /// <summary>Listens until the connection breaks or the node stops.</summary>
    public async Task RoundAsync(CancellationToken ct)
    {
        await using var connection = await database.Engine.OpenConnectionAsync(ct);
        connection.Notification += (_, note) => Hear(note.Payload);
        await using (var listen = new Npgsql.NpgsqlCommand("LISTEN digisoc_runtime", connection))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        pulses.Jobs.Tell(); // What was announced before we listened.
        pulses.Messages.Tell();
        pulses.Holds.Tell();
        try
        {
            while (true)
            {
                await connection.WaitAsync(ct);
            }
        }
        finally
        {
            // The pool must not hand a listening connection to somebody else.
            Npgsql.NpgsqlConnection.ClearPool(connection);
        }
    }

    private void Hear(string what)
    {
        switch (what)
        {
            case "jobs": pulses.Jobs.Tell(); break;
            case "messages": pulses.Messages.Tell(); break;
            case "timers": pulses.Timers.Tell(); break;
            case "holds": pulses.Holds.Tell(); break;
            case "bulks": pulses.Bulks.Tell(); break;
        }
    }
}
