using DigiSoc.Sandbox.Population;

namespace DigiSoc.Sandbox.Personas;

/// <summary>A household with a story, always there under the same codes, for demonstrations and tests.</summary>
/// <param name="Number">1 to 99; the codes of its members are 300000-NNmmm.</param>
/// <param name="Id">Short name for tests.</param>
/// <param name="TitleLv">One line, Latvian.</param>
/// <param name="StoryLv">What the registers say and what should come of it, Latvian.</param>
/// <param name="Household">The first member is the applicant.</param>
/// <param name="Failures">Registers that misbehave for a member from the start.</param>
internal sealed record Persona(
    int Number, string Id, string TitleLv, string StoryLv, Household Household, IReadOnlyList<PersonaFailure> Failures);

/// <param name="Behaviour">As in the behaviour control: <c>down</c>, or the kind of wrong answer.</param>
internal sealed record PersonaFailure(string Register, string PersonCode, string Behaviour);
