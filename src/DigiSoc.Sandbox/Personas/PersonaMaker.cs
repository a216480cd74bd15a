using System.Globalization;
using DigiSoc.Sandbox.Population;

namespace DigiSoc.Sandbox.Personas;

/// <summary>The words personas are written in.</summary>
internal sealed class PersonaMaker(SandboxDay day, int number, Place place, FamilyName name)
{
    private readonly Chance _chance = new(0, string.Create(CultureInfo.InvariantCulture, $"persona {number}"));
    private readonly List<PersonaFailure> _failures = [];
    private int _members;

    public Household Household { get; } = new();

    public SandboxDay Day => day;

    public IReadOnlyList<PersonaFailure> Failures => _failures;

    /// <summary>Aged so many years at least, with an address of ten years and, from 18 on, an account.</summary>
    public Inhabitant Person(string givenName, bool man, int age, Func<Inhabitant, Inhabitant>? life = null)
    {
        var code = PersonCodes.Persona(number, ++_members);
        var born = day.Born(age, _chance);
        var since = born > new DateOnly(day.Today.Year - 10, 4, 1) ? born : new DateOnly(day.Today.Year - 10, 4, 1);
        var person = new Inhabitant
        {
            PersonCode = code,
            GivenName = givenName,
            Surname = name.For(man),
            BirthDate = born,
            Addresses = [Home(since)],
            Accounts = age >= 18 ? [Money.Account(_chance, new DateOnly(day.Today.Year - 4, 9, 15))] : [],
            HasEAddress = age >= 18 && number % 2 == 1,
            Email = age >= 18 ? string.Create(CultureInfo.InvariantCulture, $"persona{number}.{_members}@piemers.example") : "",
        };
        return Household.Add(life is null ? person : life(person));
    }

    public Inhabitant Unemployed(Inhabitant person) => person with { Nva = new NvaRegistration(day.MonthsAgo(5).AddDays(11), true, []) };

    public Inhabitant Earning(Inhabitant person, decimal net) =>
        person with { Jobs = [Money.WageWithNet(net, day.MonthsAgo(16), null)] };

    public Inhabitant Receiving(Inhabitant person, string kind, decimal monthly) => person with
    {
        Benefits = [.. person.Benefits, new Benefit(kind, monthly, 0, 12, Later(person.BirthDate, day.MonthsAgo(20)), null)],
    };

    public void Family(Inhabitant one, Inhabitant other, params Inhabitant[] children)
    {
        Household.Couple(one, other, married: true);
        Children(one, children);
        Children(other, children);
    }

    public void Children(Inhabitant parent, params Inhabitant[] children)
    {
        foreach (var child in children)
        {
            Household.Parent(parent, child, day);
        }
    }

    public void Fails(string register, Inhabitant person, string behaviour) =>
        _failures.Add(new PersonaFailure(register, person.PersonCode, behaviour));

    public AddressSpell Home(DateOnly since) => Places.Address(new Chance(0, $"home {number}"), place, since, null);

    public AddressSpell Earlier(Place where, DateOnly since, DateOnly until) => Places.Address(_chance, where, since, until);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
