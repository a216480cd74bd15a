namespace DigiSoc.Cases;

/// <summary>Codes and texts about the roles of staff; listed in docs/errors.md.</summary>
internal static class StaffErrors
{
    public static Refusal NoSuchPerson() => Of(
        "CASE-141", "Šāda darbinieka jūsu iestādē nav.", "There is no such member of staff in your institution.", null, null);

    public static Refusal RoleUnknown(string found) => Of(
        "CASE-142", $"Lomas “{found}” nav.", $"There is no role “{found}”.",
        $"Ir: {string.Join(", ", Role.All.Select(role => role.Key))}", $"Available: {string.Join(", ", Role.All.Select(role => role.Key))}");

    public static Refusal LastManager() => Of(
        "CASE-143", "Iestāde paliktu bez vadītāja.", "The institution would be left without a manager.",
        "Vispirms piešķiriet vadītāja lomu citam.", "Give the manager's role to somebody else first.");

    public static Refusal OwnManagerRole() => Of(
        "CASE-144", "Savu vadītāja lomu noņemt nevar.", "One's own manager role cannot be taken away.",
        "To dara cits vadītājs.", "Another manager does that.");

    private static Refusal Of(string code, string lv, string en, string? remedyLv, string? remedyEn, string? field = "roles") =>
        new(code, new LocalText(lv, en), remedyLv is null ? null : LocalText.Of(remedyLv, remedyEn), remedyLv is null ? null : field);
}
