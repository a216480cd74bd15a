using DigiSoc.Postgres;
using Quartz;

namespace DigiSoc.Runtime.Housekeeping;

/// <summary>Runs schedules on Quartz's clustered PostgreSQL store: whichever node comes first runs one, and no other.</summary>
/// <remarks>A firing missed while no node ran is made up for once.</remarks>
internal sealed class Scheduler(string connectionString, string nodeName, IReadOnlyList<Schedule> schedules)
{
    private const string Schedules = "schedules";

    /// <summary>Runs them until the node stops; fails when the database is away at the start, to be called again.</summary>
    public async Task RoundAsync(CancellationToken ct)
    {
        var scheduler = await QuartzSchedulerBuilder.Create(Configure).BuildScheduler(ct);
        try
        {
            scheduler.Context[Schedules] = schedules.ToDictionary(s => s.Name);
            foreach (var schedule in schedules)
            {
                await StoreAsync(scheduler, schedule, ct);
            }

            await scheduler.Start(ct);
            await Task.Delay(Timeout.Infinite, ct);
        }
        finally
        {
            await scheduler.Shutdown(false, CancellationToken.None);
        }
    }

    // One that is there as it should be is left alone: replacing it while another node fires it would fire it again. Of
    // two nodes that find none, one stores it; the other is refused by the store and begins anew.
    private static async Task StoreAsync(IScheduler scheduler, Schedule schedule, CancellationToken ct)
    {
        var stored = await scheduler.GetTrigger(new TriggerKey(schedule.Name), ct);
        if (stored is not ICronTrigger { CronExpressionString: var cron } || cron != schedule.Cron)
        {
            var work = JobBuilder.Create<Work>().WithIdentity(schedule.Name).Build();
            await scheduler.ScheduleJob(work, [TriggerOf(schedule)], new ScheduleJobOptions { Replace = stored is not null }, ct);
        }
    }

    private static ITrigger TriggerOf(Schedule schedule) => TriggerBuilder.Create()
        .WithIdentity(schedule.Name)
        .WithCronSchedule(schedule.Cron, cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
        .Build();

    private void Configure(IQuartzBuilder quartz)
    {
        quartz.ConfigureScheduler(options =>
        {
            options.InstanceName = "digisoc";
            options.InstanceId = nodeName;
        });
        quartz.UseDefaultThreadPool(1);
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(Tenancy.AsEngine(connectionString));
            store.ConfigureStore(options => options.TablePrefix = "schedules.qrtz_");
            store.ProvisionSchema();
            store.UseClustering(_ => { });
        });
    }

    /// <summary>What Quartz calls; the work itself is in the node.</summary>
    [DisallowConcurrentExecution]
    internal sealed class Work : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            var schedules = (IReadOnlyDictionary<string, Schedule>)context.Scheduler.Context[Schedules]!;
            await schedules[context.JobDetail.Key.Name].Run(context.ScheduledFireTimeUtc ?? context.FireTimeUtc, cancellationToken);
        }
    }
}
