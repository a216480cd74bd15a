using DigiSoc.Cases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Cases.Jobs;

/// <summary>Asks the electronic channels now and then what became of the letters, and tells the processes.</summary>
internal sealed class LetterReceipts(LetterNews news, CaseStore store, TimeProvider time, ILogger<LetterReceipts> log) : BackgroundService
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

    /// <summary>A channel or database that does not answer is asked again at the next round.</summary>
    private async Task CollectAsync(CancellationToken ct)
    {
        try
        {
            var institutions = await store.ReadAsync(
                CaseStore.AllInstitutions, db => db.Institutions.AsNoTracking().Select(row => row.InstitutionId).ToListAsync(ct), ct);
            foreach (var institution in institutions)
            {
                await news.CollectAsync(institution, ct);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning(failure, "Letter receipts could not be collected; asking again in {Rest}", Rest);
        }
    }
}
