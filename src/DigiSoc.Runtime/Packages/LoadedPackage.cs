using System.Collections.Concurrent;
using DigiSoc.Bpmn;
using DigiSoc.Bpmn.Calendars;

namespace DigiSoc.Runtime.Packages;

/// <summary>A version with its processes compiled; shared by all instances on it.</summary>
internal sealed class LoadedPackage(PackageVersion version, IReadOnlyDictionary<string, ProcessModel> models)
{
    // Far more than institutions have calendars at one time.
    private const int MostCalendars = 100;

    private readonly ConcurrentDictionary<(string ProcessId, WorkingCalendar Calendar), ProcessModel> _counting = new();

    public PackageVersion Version { get; } = version;

    public string Key => Version.Key;

    public int Number => Version.Version;

    public IReadOnlyDictionary<string, ProcessModel> Models { get; } = models;

    /// <summary>A process that instances of this version run; its absence is a bug, for deploying checked it.</summary>
    public ProcessModel Model(string processId) => Models.TryGetValue(processId, out var model)
        ? model
        : throw RunErrors.Bug($"{Key}@{Number} has no process `{processId}`.");

    /// <summary>As <see cref="Model(string)"/>, counting working days by a calendar.</summary>
    /// <remarks>Kept for each calendar. When holidays change all calendars are new ones; those that nobody asks for any more go with the rest.</remarks>
    public ProcessModel Model(string processId, WorkingCalendar calendar)
    {
        if (_counting.TryGetValue((processId, calendar), out var known))
        {
            return known;
        }

        if (_counting.Count >= MostCalendars * Models.Count)
        {
            _counting.Clear();
        }

        return _counting.GetOrAdd((processId, calendar), static (wanted, package) => package.Model(wanted.ProcessId).With(wanted.Calendar), this);
    }
}
