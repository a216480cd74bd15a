namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>The end of a load: people come back to work, so that whatever was not lost ends.</summary>
internal static class Drain
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>What is held is resumed, what is awaited is sent, what is open is done. False: something never ended.</summary>
    /// <param name="client">Who does it.</param>
    /// <param name="shared">What there was.</param>
    /// <param name="countAsync">Counts rows by a statement.</param>
    public static async Task<bool> RunAsync(Client client, Shared shared, Func<string, Task<long>> countAsync)
    {
        foreach (var held in shared.Held)
        {
            await client.ResumeAsync(held);
        }

        foreach (var reference in shared.Instances.Values)
        {
            await client.PublishAsync("answer", reference, null);
        }

        using var limit = new CancellationTokenSource(Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        while (!limit.IsCancellationRequested)
        {
            await client.FinishAsync();
            if (await countAsync("SELECT count(*) FROM runtime.instances WHERE ended_at IS NULL") == 0
                && await countAsync("SELECT count(*) FROM runtime.messages WHERE fate IN (0, 2)") == 0)
            {
                return true;
            }

            await beat.WaitForNextTickAsync(CancellationToken.None);
        }

        return false;
    }
}
