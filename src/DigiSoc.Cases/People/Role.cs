namespace DigiSoc.Cases;

/// <summary>What a person may do in one institution. The key is also the candidate group of user tasks in packages.</summary>
public sealed record Role(string Key, LocalText Title)
{
    public static readonly Role Registrar = new("registrar", LocalText.Of("Referents", "Registrar"));
    public static readonly Role SocialWorker = new("social-worker", LocalText.Of("Sociālais darbinieks", "Social worker"));
    public static readonly Role DecisionMaker = new("decision-maker", LocalText.Of("Lēmuma pieņēmējs", "Decision maker"));
    public static readonly Role Manager = new("manager", LocalText.Of("Vadītājs", "Manager"));
    public static readonly Role ProcessDesigner = new("process-designer", LocalText.Of("Procesu veidotājs", "Process designer"));
    public static readonly Role DataProtectionOfficer =
        new("data-protection-officer", LocalText.Of("Datu aizsardzības speciālists", "Data-protection officer"));

    public static IReadOnlyList<Role> All { get; } =
        [Registrar, SocialWorker, DecisionMaker, Manager, ProcessDesigner, DataProtectionOfficer];
}
