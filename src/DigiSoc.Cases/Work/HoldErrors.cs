using DigiSoc.Runtime;

namespace DigiSoc.Cases;

/// <summary>What the engine refuses about holds, in words for people and with the field it is about.</summary>
internal static class HoldErrors
{
    /// <summary>The engine's code for a step that cannot be completed because a hold is on it.</summary>
    public const string StepHeldCode = "RUN-212";

    public static Refusal RoleNeeded() => CaseErrors.RoleNeeded($"{Role.Manager.Title.Lv}, {Role.ProcessDesigner.Title.Lv}");

    public static Refusal StepHeld() => new(
        "CASE-150",
        LocalText.Of("Šis solis ir apturēts un pašlaik nav pabeidzams.", "This step is held and cannot be completed now."),
        LocalText.Of("Ievadīto saglabājiet kā melnrakstu; iemeslu zina vadītājs vai procesu veidotājs.", "Keep what you entered as a draft; a manager or process designer knows why."));

    public static Refusal Of(EngineRefusal refusal) => refusal.Code switch
    {
        "RUN-406" => CaseErrors.ReasonMissing(),
        "RUN-501" => Of("CASE-151", null, "Šādas spēkā esošas apturēšanas vairs nav.", "There is no such hold any more."),
        "RUN-502" => Of("CASE-152", "jobType", "Norādiet vai nu darba veidu, vai pakotni; sākšanu var liegt tikai visai definīcijai.", "Name either a job type or a package; starts can be refused for a whole definition only."),
        "RUN-503" => Of("CASE-153", "endsAt", "Beigām jābūt pēc šī brīža.", "The end must lie in the future."),
        "RUN-504" => Of("CASE-154", "elementId", "Šāda soļa norādītajā pakotnē nav.", "The package has no such step."),
        "RUN-505" => Of("CASE-155", "elementId", "Šajā vietā nekas negaida: apturiet uzdevumu, notikumu vai visu definīciju.", "Nothing ever waits there: hold a task, an event or the whole definition."),
        "RUN-106" => Of("CASE-156", "packageKey", "Šāda izvietota pakotne vai versija nav zināma.", "No such package or version is deployed."),
        "RUN-107" => Of("CASE-157", "processId", "Šāda procesa pakotnē nav.", "The package has no such process."),
        _ => CaseErrors.EngineRefused(refusal.Code, refusal.Text),
    };

    private static Refusal Of(string code, string? field, string lv, string en) => new(code, LocalText.Of(lv, en), null, field);
}
