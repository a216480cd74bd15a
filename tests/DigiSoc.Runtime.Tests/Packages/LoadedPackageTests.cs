using System.Runtime.CompilerServices;
using DigiSoc.Bpmn.Calendars;
using DigiSoc.Runtime.Packages;

namespace DigiSoc.Runtime.Tests.Packages;

/// <summary>A version with its compiled processes, one for each calendar.</summary>
public sealed class LoadedPackageTests
{
    // A node runs for years, and every change of the holidays makes new calendars.
    [Fact]
    public void Model_OfCalendarsThatWereReplaced_IsNotKept()
    {
        var package = Loaded();
        var replaced = Ask(package, calendars: 1_000);

        GC.Collect();

        replaced.Count(each => each.TryGetTarget(out _)).ShouldBeLessThanOrEqualTo(200);
        GC.KeepAlive(package);
    }

    [Fact]
    public void Model_OfOneCalendar_IsTheSameEachTime()
    {
        var package = Loaded();

        package.Model("walk", WorkingCalendar.WeekdaysOnly).ShouldBeSameAs(package.Model("walk", WorkingCalendar.WeekdaysOnly));
    }

    private static LoadedPackage Loaded()
    {
        var (models, _) = PackageCompiler.Compile("walk", Models.Walk, isDeployed: false);
        return new(new("walk", 1, Models.Walk.Hash, new Dictionary<string, int>(), ["walk"], default, "boss"), models);
    }

    // In a method of its own, so that no local keeps a calendar.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference<WorkingCalendar>> Ask(LoadedPackage package, int calendars)
    {
        var asked = new List<WeakReference<WorkingCalendar>>();
        for (var i = 0; i < calendars; i++)
        {
            var calendar = new WorkingCalendar([new DateOnly(2026, 1, 1)]);
            package.Model("walk", calendar);
            asked.Add(new(calendar));
        }

        return asked;
    }
}
