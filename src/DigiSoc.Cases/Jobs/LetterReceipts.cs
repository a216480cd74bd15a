using DigiSoc.Cases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Cases.Jobs;

/// <summary>
/// Asks the electronic channels now and then what became of the letters, and tells the processes; what came back and no
/// process waits for becomes a task.
/// </summary>
internal sealed class LetterReceipts(LetterNews news, UnawaitedReturns returns, CaseStore store, TimeProvider time, ILogger<LetterReceipts> log) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rest, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await CollectAsync(stoppingToken);
        }
    }

    private async Task CollectAsync(CancellationToken ct)
    {
        foreach (var institution in await TryAsync(InstitutionsAsync, ct) ?? [])
        {
            await TryAsync(async token => { await news.CollectAsync(institution, token); return true; }, ct);
            await TryAsync(token => returns.TakeUpAsync(institution, token), ct);
        }
    }

    private async Task<List<string>?> InstitutionsAsync(CancellationToken ct) => await store.ReadAsync(
        CaseStore.AllInstitutions, db => db.Institutions.AsNoTracking().Select(row => row.InstitutionId).ToListAsync(ct), ct);

    /// <summary>A channel or database that does not answer is asked again at the next round, and keeps nothing else from its turn.</summary>
    private async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        try
        {
            return await work(ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning(failure, "Letter receipts could not be collected; asking again in {Rest}", Rest);
            return default;
        }
    }
}
