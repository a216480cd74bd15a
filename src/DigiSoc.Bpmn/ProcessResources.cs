using DigiSoc.Feel;

namespace DigiSoc.Bpmn;

/// <summary>What a process refers to outside its own file.</summary>
public sealed record ProcessResources
{
    /// <summary>No decisions, Latvian time, every day a working day but Saturday and Sunday.</summary>
    public static ProcessResources None { get; } = new();

    /// <summary>The zone in which dates and local times of timers are read.</summary>
    public FeelZone Zone { get; init; } = FeelZone.Named("Europe/Riga") ?? FeelZone.Utc;
}
