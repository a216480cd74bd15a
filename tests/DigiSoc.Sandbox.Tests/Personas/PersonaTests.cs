using System.Text.Json.Nodes;
using DigiSoc.Sandbox.Personas;
using DigiSoc.Sandbox.Population;
using DigiSoc.Sandbox.Registers;

namespace DigiSoc.Sandbox.Tests.Personas;

/// <summary>What demonstrations and scenario tests rely on.</summary>
public sealed class PersonaTests
{
    private static readonly SandboxDay Day = new(new DateOnly(2026, 3, 10));
    private static readonly IReadOnlyList<Persona> Personas = PersonaBook.Make(Day);
    private static readonly Desk Desk = new(new PopulationGenerator(7, Day).Make(0));
    private static readonly AskedPeriod ThreeMonths = new(new DateOnly(2025, 12, 1), new DateOnly(2026, 2, 28));

    /// <summary>Monthly income from work and from benefits that count as income.</summary>
    public static TheoryData<string, int> MonthlyIncomes => new()
    {
        { "single-unemployed", 0 },
        { "family-of-four", 400 },
        { "needy-couple", 720 },
        { "poor-pensioners", 280 },
        { "pensioner-and-son", 200 },
        { "member-in-prison", 150 },
        { "care-benefit-child", 0 },
        { "new-year", 100 },
        { "widow", 200 },
        { "disability-pension", 180 },
        { "family-of-five", 700 },
    };

    [Theory]
    [MemberData(nameof(MonthlyIncomes))]
    public void Persona_IncomeOfThreeMonths_IsAsTold(string id, int monthly)
    {
        var members = Personas.Single(persona => persona.Id == id).Household.Members;

        members.Sum(Income).ShouldBe(3 * monthly);
    }

    [Fact]
    public void Personas_Numbers_AreTheirCodes()
    {
        foreach (var persona in Personas)
        {
            persona.Household.Members[0].PersonCode.ShouldBe(PersonCodes.Persona(persona.Number, 1), persona.Id);
        }

        Personas.Select(persona => persona.Id).ShouldBeUnique();
    }

    [Fact]
    public void Personas_BothMunicipalities_HaveMany()
    {
        Personas.Count(persona => persona.Household.Members[0].Addresses[0].Atvk == Places.Ogre.Atvk).ShouldBeGreaterThan(9);
        Personas.Count(persona => persona.Household.Members[0].Addresses[0].Atvk == Places.Jelgava.Atvk).ShouldBeGreaterThan(9);
    }

    [Fact]
    public void Personas_SavingsAtTheEndOfThePeriod_AreSmallButForTheSaver()
    {
        foreach (var persona in Personas)
        {
            var closing = persona.Household.Members.Sum(member => new Ledger(member, Day).BalanceBefore(Day.Month));
            (closing > 425).ShouldBe(persona.Id == "savings", persona.Id);
        }
    }

    [Fact]
    public void PensionerAndSon_SonOf40_IsRegisteredUnemployed()
    {
        var son = Personas.Single(persona => persona.Id == "pensioner-and-son").Household.Members[1];

        son.AgeOn(Day.Today).ShouldBeInRange(40, 41);
        son.Nva.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("2025-12-10")]
    [InlineData("2026-01-01")]
    [InlineData("2026-02-28")]
    [InlineData("2028-02-29")]
    public void Make_AnyDay_Works(string today)
    {
        var day = new SandboxDay(DateOnly.ParseExact(today, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

        new PopulationGenerator(7, day).Make(300).All.Count.ShouldBeGreaterThan(300);
    }

    private static decimal Income(Inhabitant person) =>
        Sum(Desk.Ask("vid/income", person.PersonCode, ThreeMonths)!, "net", _ => true)
        + Sum(Desk.Ask("vsaa/GetEP52", person.PersonCode, ThreeMonths)!, "amount", entry => entry["kind"]!.GetValue<string>().EndsWith("pension", StringComparison.Ordinal));

    private static decimal Sum(JsonNode list, string field, Predicate<JsonNode> counts) =>
        list.AsArray().Where(entry => counts(entry!)).Sum(entry => entry![field]!.GetValue<decimal>());
}
