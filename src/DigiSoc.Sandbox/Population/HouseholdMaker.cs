using System.Globalization;
using System.Text;

namespace DigiSoc.Sandbox.Population;

/// <summary>Makes one household whose members fit together.</summary>
internal sealed class HouseholdMaker(SandboxDay day, Chance chance, Func<string> nextCode)
{
    private readonly Household _household = new();
    private readonly FamilyName _name = Names.FamilyName(chance);
    private readonly IReadOnlyList<AddressSpell> _addresses = Addresses(day, chance);

    public Household Single(int age)
    {
        _household.Add(Adult(age, chance.Percent(50), children: 0));
        return _household;
    }

    public Household Couple(int age, int children)
    {
        var man = _household.Add(Adult(age + chance.Between(0, 4), man: true, children: 0));
        var woman = _household.Add(Adult(age, man: false, man.DeathDate is null ? children : 0));
        _household.Couple(man, woman, married: chance.Percent(75));
        AddChildren(children, [man, woman], age);
        return _household;
    }

    public Household LoneParent(int age, int children)
    {
        var parent = _household.Add(Adult(age, chance.Percent(15), children));
        AddChildren(children, [parent], age);
        return _household;
    }

    public Household ThreeGenerations(int age)
    {
        var grandmother = _household.Add(Adult(age, man: false, children: 0));
        var parentAge = age - chance.Between(20, 34);
        var parent = _household.Add(Adult(parentAge, chance.Percent(50), children: 1));
        _household.Parent(grandmother, parent, day);
        AddChildren(chance.Between(1, 2), [parent], Math.Min(parentAge, 48));
        return _household;
    }

    private void AddChildren(int count, IReadOnlyList<Inhabitant> parents, int parentAge)
    {
        for (var number = 0; number < count; number++)
        {
            var child = _household.Add(Child(chance.Between(0, Math.Min(17, parentAge - 19)), LastDeath(parents)));
            foreach (var parent in parents)
            {
                _household.Parent(parent, child, day);
            }
        }
    }

    private static DateOnly? LastDeath(IEnumerable<Inhabitant> parents) => parents.Max(parent => parent.DeathDate);

    private Inhabitant Child(int age, DateOnly? parentDied)
    {
        var man = chance.Percent(51);
        var disabled = chance.Percent(3);
        var born = day.Born(age, chance);
        return new Inhabitant
        {
            PersonCode = nextCode(),
            GivenName = Names.GivenName(chance, man),
            Surname = _name.For(man),
            BirthDate = born,
            Addresses = Since(born),
            Disability = disabled ? new Disability(0, born.AddYears(18), CareNeeded: chance.Percent(40), Child: true) : new Disability(0, null, false),
            Benefits = parentDied is { } died ? [new Benefit("survivor_pension", chance.Euro(180, 320), 0, 10, died.AddDays(1), null)] : [],
        };
    }

    private Inhabitant Adult(int age, bool man, int children)
    {
        var given = Names.GivenName(chance, man);
        var code = nextCode();
        var person = new Inhabitant
        {
            PersonCode = code,
            GivenName = given,
            Surname = _name.For(man),
            BirthDate = day.Born(age, chance),
            ResidenceStatus = chance.Between(1, 100) switch { <= 85 => "citizen", <= 94 => "noncitizen", <= 97 => "permanent", <= 99 => "eu", _ => "temporary" },
            Addresses = _addresses,
            HasEAddress = chance.Percent(35),
            Email = Ascii($"{given}.{code}@piemers.example"),
            Savings = chance.Percent(60) ? chance.Euro(0, 400) : chance.Euro(400, 6000),
            Accounts = [Money.Account(chance, new DateOnly(day.Today.Year - 3, chance.Between(1, 12), chance.Between(1, 28)))],
        };
        person = person with { Citizenship = person.ResidenceStatus switch { "citizen" or "noncitizen" => "LV", "eu" => "LT", _ => "UA" } };
        return WithLife(person, age, children);
    }

    private Inhabitant WithLife(Inhabitant person, int age, int children)
    {
        if (age >= 66)
        {
            person = WithPension(person, "old_age_pension", chance.Euro(170, 900));
            return chance.Percent(7) ? Died(person) : person;
        }

        person = WithFamilyBenefits(person, children);
        return chance.Between(1, 1000) switch
        {
            <= 700 => person with { Jobs = [Money.Wage(chance, chance.Euro(500, 2400), day.MonthsAgo(chance.Between(14, 40)), null)] },
            <= 800 => Unemployed(person),
            <= 880 => WithPension(person, "disability_pension", chance.Euro(180, 480)) with { Disability = new Disability(chance.Between(1, 3), new DateOnly(day.Today.Year + 2, 6, 30), chance.Percent(20)) },
            <= 930 => person with { Jobs = [new Job("Autoratlīdzība", "author", 300, 60, 240, day.MonthsAgo(5), day.MonthsAgo(4).AddDays(-1))] },
            <= 990 => person,
            <= 995 => Died(person),
            _ => person with { InPrisonSince = day.MonthsAgo(chance.Between(1, 24)).AddDays(9) },
        };
    }

    private Inhabitant Unemployed(Inhabitant person)
    {
        var lost = day.MonthsAgo(chance.Between(1, 9));
        var registered = new NvaRegistration(lost.AddDays(5), chance.Percent(90), []);
        return person with
        {
            Jobs = [Money.Wage(chance, chance.Euro(500, 1400), day.MonthsAgo(30), lost.AddDays(-1))],
            Nva = registered,
            Benefits = [.. person.Benefits, new Benefit("unemployment_benefit", chance.Euro(150, 500), 0, 11, lost, lost.AddMonths(8).AddDays(-1))],
        };
    }

    private Inhabitant WithPension(Inhabitant person, string kind, decimal amount)
    {
        var deduction = chance.Percent(6) ? decimal.Round(amount * 0.2m, 2) : 0m;
        var from = new DateOnly(Math.Max(person.BirthDate.Year + 20, day.Today.Year - chance.Between(2, 15)), 3, 1);
        return person with { Benefits = [.. person.Benefits, new Benefit(kind, amount, deduction, chance.Between(5, 12), from, null)] };
    }

    private Inhabitant WithFamilyBenefits(Inhabitant person, int children) => children == 0
        ? person
        : person with
        {
            Benefits = [new Benefit("state_family_benefit", children switch { 1 => 25m, 2 => 100m, 3 => 225m, _ => 100m * children }, 0, 8, day.MonthsAgo(18), null)],
        };

    /// <summary>Nothing is paid after the month of death; contracts end with it.</summary>
    private Inhabitant Died(Inhabitant person)
    {
        var died = day.MonthsAgo(chance.Between(1, 12)).AddDays(chance.Between(0, 20));
        return person with
        {
            DeathDate = died,
            Jobs = [.. person.Jobs.Select(job => job with { Until = job.Until is { } until && until < died ? until : died })],
            Benefits = [.. person.Benefits.Select(benefit => benefit with { Until = died })],
            Nva = null,
            HasEAddress = false,
        };
    }

    private List<AddressSpell> Since(DateOnly born) =>
        [.. _addresses.Where(spell => spell.Until is null || spell.Until > born)
            .Select(spell => spell.Since < born ? spell with { Since = born } : spell)];

    private static IReadOnlyList<AddressSpell> Addresses(SandboxDay day, Chance chance)
    {
        var place = Places.Any(chance);
        var moved = chance.Percent(4)
            ? day.MonthsAgo(chance.Between(0, 2)).AddDays(-3)
            : new DateOnly(day.Today.Year - chance.Between(1, 12), chance.Between(1, 12), chance.Between(1, 28));
        var current = Places.Address(chance, place, moved, null);
        return chance.Percent(25)
            ? [current, Places.Address(chance, Places.Any(chance), moved.AddYears(-6), moved.AddDays(-1))]
            : [current];
    }

    private static string Ascii(string text) => new(
        [.. text.Normalize(NormalizationForm.FormD)
            .Where(sign => CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark)
            .Select(char.ToLowerInvariant)]);
}
