using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Layout;

/// <summary>An entry of the navigation, shown to those its gate lets in.</summary>
internal sealed record NavigationEntry(string Address, string Word, Gate Gate, string Group, string TestId);

/// <summary>The workplace's navigation, by role.</summary>
internal static class Navigation
{
    private static readonly NavigationEntry[] Entries =
    [
        new("/tasks", "Nav.MyTasks", Gate.Tasks, "Nav.Work", "nav-my-tasks"),
        new("/tasks?scope=team", "Nav.TeamTasks", Gate.Tasks, "Nav.Work", "nav-team-tasks"),
        new("/cases", "Nav.Cases", Gate.Cases, "Nav.Work", "nav-cases"),
        new("/applications/new", "Nav.NewApplication", Gate.Applications, "Nav.Work", "nav-new-application"),
        new("/post", "Nav.Post", Gate.Post, "Nav.Work", "nav-post"),
        new("/absences", "Nav.Absences", Gate.Absences, "Nav.Work", "nav-absences"),
        new("/deadlines", "Nav.Deadlines", Gate.Deadlines, "Nav.Oversight", "nav-deadlines"),
        new("/staff", "Nav.Staff", Gate.Staff, "Nav.Oversight", "nav-staff"),
        new("/operations", "Nav.Operations", Gate.Operations, "Nav.Oversight", "nav-operations"),
        new("/packages", "Nav.Packages", Gate.Packages, "Nav.Procedures", "nav-packages"),
        new("/audit", "Nav.Audit", Gate.Audit, "Nav.Protection", "nav-audit"),
    ];

    public static IEnumerable<IGrouping<string, NavigationEntry>> For(Worker worker) =>
        Entries.Where(entry => entry.Gate.LetsIn(worker)).GroupBy(entry => entry.Group);

    /// <summary>Where the worker's day begins.</summary>
    public static string Start(Worker worker) =>
        worker.Has(Role.Manager) ? "/deadlines"
        : Entries.FirstOrDefault(entry => entry.Gate.LetsIn(worker))?.Address ?? "/no-access";

    public static string RoleTitles(Worker worker) =>
        string.Join(", ", Role.All.Where(worker.Has).Select(role => Texts.Say.Text(role.Title)));
}
