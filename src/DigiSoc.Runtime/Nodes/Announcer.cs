using DigiSoc.Runtime.Observing;
using DigiSoc.Runtime.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DigiSoc.Runtime.Nodes;

/// <summary>Tells the other nodes of jobs that steps of this one left for anybody, after they are committed.</summary>
/// <remarks>
/// A notification inside a step's transaction would make all commits of the server wait for one another, flush included.
/// What is told while one is on its way goes with the next. One that is lost with its node costs the others at most
/// their poll interval.
/// </remarks>
internal sealed class Announcer(Database database, ILogger log)
{
    private readonly Lock _lock = new();
    private Task _sending = Task.CompletedTask;
    private bool _isAskedAgain;

    public void Tell()
    {
        lock (_lock)
        {
            _isAskedAgain = true;
            if (_sending.IsCompleted)
            {
                _sending = Task.Run(SendAsync);
            }
        }
    }

    /// <summary>Returns when everything told has been sent.</summary>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            return _sending;
        }
    }

    private async Task SendAsync()
    {
        while (TakeAsked())
        {
            try
            {
                await using var command = database.Engine.CreateCommand(Sql.Announce);
                command.Parameters.Add(Value.Text("jobs").ToParameter());
                await command.ExecuteNonQueryAsync();
            }
            catch (Exception e) when (e is NpgsqlException or ObjectDisposedException) // The database is away, or this node is gone.
            {
                Meters.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", "announcements"));
                log.LogWarning(e, "Jobs could not be announced; other nodes find them when they look by themselves");
            }
        }
    }

    private bool TakeAsked()
    {
        lock (_lock)
        {
            var asked = _isAskedAgain;
            _isAskedAgain = false;
            if (!asked)
            {
                _sending = Task.CompletedTask;
            }

            return asked;
        }
    }
}
