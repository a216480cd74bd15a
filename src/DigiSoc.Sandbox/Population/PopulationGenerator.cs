using System.Globalization;
using DigiSoc.Sandbox.Personas;

namespace DigiSoc.Sandbox.Population;

/// <summary>Makes the inhabitants: the same seed, number and day always give the same people.</summary>
internal sealed class PopulationGenerator(int seed, SandboxDay day)
{
    private readonly List<Household> _households = [];
    private int _number;

    /// <param name="inhabitants">How many besides the personas; the last household may add a few.</param>
    public People Make(int inhabitants)
    {
        _households.AddRange(PersonaBook.Make(day).Select(persona => persona.Household));
        var personas = _households.Sum(household => household.Members.Count);
        while (_households.Sum(household => household.Members.Count) < personas + inhabitants)
        {
            _households.Add(Next());
        }

        return new People(
            day,
            [.. _households.SelectMany(household => household.Members)],
            [.. _households.SelectMany(household => household.Relations)],
            [.. _households.SelectMany(household => household.Custodies)]);
    }

    private Household Next()
    {
        var chance = new Chance(seed, string.Create(CultureInfo.InvariantCulture, $"household {_households.Count}"));
        var maker = new HouseholdMaker(day, chance, () => PersonCodes.Inhabitant(seed, _number++));
        return chance.Between(1, 100) switch
        {
            <= 16 => maker.Single(chance.Between(20, 63)),
            <= 30 => maker.Single(chance.Between(66, 92)),
            <= 42 => maker.Couple(chance.Between(24, 62), children: 0),
            <= 52 => maker.Couple(chance.Between(66, 88), children: 0),
            <= 80 => maker.Couple(chance.Between(23, 48), chance.Between(1, 4)),
            <= 92 => maker.LoneParent(chance.Between(21, 47), chance.Between(1, 3)),
            _ => maker.ThreeGenerations(chance.Between(66, 80)),
        };
    }
}
