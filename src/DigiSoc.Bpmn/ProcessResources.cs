using DigiSoc.Bpmn.Calendars;
using DigiSoc.Dmn;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>What a process refers to outside its own file.</summary>
public sealed record ProcessResources
{
    /// <summary>No decisions, Latvian time, every day a working day but Saturday and Sunday.</summary>
    public static ProcessResources None { get; } = new();

    /// <summary>Finds the DMN model that holds a decision by id; null: there is none.</summary>
    public Func<string, DmnModel?> Decisions { get; init; } = static _ => null;

    /// <summary>True: a decision that is not found is looked for again when it is needed, instead of refusing the process.</summary>
    public bool DecisionsMayBeMissing { get; init; }

    /// <summary>The zone in which dates and local times of timers are read.</summary>
    public FeelZone Zone { get; init; } = FeelZone.Named("Europe/Riga") ?? FeelZone.Utc;

    /// <summary>The calendar behind durations in working days.</summary>
    public WorkingCalendar Calendar { get; init; } = WorkingCalendar.WeekdaysOnly;
}
