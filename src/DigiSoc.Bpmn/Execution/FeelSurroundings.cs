using DigiSoc.Bpmn.Calendars;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>What FEEL expressions of a process know of the world: the instant in the process's zone, and its calendar.</summary>
internal static class FeelSurroundings
{
    public static FeelEnvironment At(DateTimeOffset now, ProcessModel model) =>
        new(Zones.Local(now, model.Resources.Zone)) { Functions = model.Functions };
}
