using DigiSoc.Cases;

namespace DigiSoc.Web.Access;

/// <summary>Who may enter which part of the workplace; the same for screens and API.</summary>
/// <remarks>The case layer checks again by institution, and the database a third time by row-level security.</remarks>
internal sealed record Gate(string Name, params Role[] Roles)
{
    public static readonly Gate Tasks = new("tasks", Role.Registrar, Role.SocialWorker, Role.DecisionMaker, Role.Manager);
    public static readonly Gate Absences = new("absences", Role.Registrar, Role.SocialWorker, Role.DecisionMaker, Role.Manager);
    public static readonly Gate Cases = new("cases", Role.Registrar, Role.SocialWorker, Role.DecisionMaker, Role.Manager);
    public static readonly Gate Processes = new("processes", Role.Manager);
    public static readonly Gate Applications = new("applications", Role.Registrar, Role.SocialWorker);
    public static readonly Gate Post = new("post", Role.Registrar, Role.Manager);
    public static readonly Gate Deadlines = new("deadlines", Role.Manager);
    public static readonly Gate Staff = new("staff", Role.Manager);
    public static readonly Gate Packages = new("packages", Role.ProcessDesigner, Role.Manager);
    public static readonly Gate Audit = new("audit", Role.DataProtectionOfficer);
    public static readonly Gate Operations = new("operations", Role.SocialWorker, Role.Manager, Role.ProcessDesigner);
    public static readonly Gate Incidents = new("incidents", Role.SocialWorker, Role.Manager);
    public static readonly Gate Holds = new("holds", Role.Manager, Role.ProcessDesigner);

    public static IReadOnlyList<Gate> All { get; } =
        [Tasks, Absences, Cases, Processes, Applications, Post, Deadlines, Staff, Packages, Audit, Operations, Incidents, Holds];

    public bool LetsIn(Worker worker) => worker.HasAny(Roles);
}
