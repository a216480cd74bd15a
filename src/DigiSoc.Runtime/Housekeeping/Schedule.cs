namespace DigiSoc.Runtime.Housekeeping;

/// <summary>Something done again and again, on one node of all.</summary>
/// <param name="Name">Unique among schedules; its row in the store.</param>
/// <param name="Cron">When, as Quartz writes it (seconds first), UTC.</param>
/// <param name="Run">The work, with the instant it was due.</param>
internal sealed record Schedule(string Name, string Cron, Func<DateTimeOffset, CancellationToken, Task> Run);
