using DigiSoc.Sandbox.Personas;
using DigiSoc.Sandbox.Population;

namespace DigiSoc.Sandbox.Pages;

/// <summary>A persona as the JSON list and the page show it.</summary>
internal sealed record PersonaView(
    int Number, string Id, string TitleLv, string StoryLv, string ApplicantCode, string Atvk, IReadOnlyList<MemberView> Members,
    IReadOnlyList<PersonaFailure> Failures)
{
    public static PersonaView Of(Persona persona) => new(
        persona.Number, persona.Id, persona.TitleLv, persona.StoryLv,
        persona.Household.Members[0].PersonCode,
        persona.Household.Members[0].Addresses[0].Atvk,
        [.. persona.Household.Members.Select(MemberView.Of)],
        persona.Failures);
}

internal sealed record MemberView(
    string PersonCode, string GivenName, string Surname, DateOnly BirthDate, DateOnly? DeathDate, string Address, string Email, bool HasEAddress)
{
    public static MemberView Of(Inhabitant person) => new(
        person.PersonCode, person.GivenName, person.Surname, person.BirthDate, person.DeathDate,
        person.Addresses[0].Text, person.Email, person.HasEAddress);
}
