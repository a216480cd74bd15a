using DigiSoc.Sandbox.Population;

namespace DigiSoc.Sandbox.Personas;

/// <summary>What each persona's household is made of.</summary>
internal static partial class PersonaBook
{
    private static void SingleUnemployed(PersonaMaker m) => m.Person("Anna", man: false, 38, m.Unemployed);

    private static void FamilyOfFour(PersonaMaker m)
    {
        var father = m.Person("Jānis", man: true, 35, person => m.Earning(person, 400));
        var mother = m.Person("Ilze", man: false, 33, person => m.Receiving(person, "state_family_benefit", 100));
        m.Family(father, mother, m.Person("Alise", man: false, 9), m.Person("Toms", man: true, 3));
    }

    private static void NeedyCouple(PersonaMaker m) => m.Family(
        m.Person("Aivars", man: true, 72, person => m.Receiving(person, "old_age_pension", 400)),
        m.Person("Vija", man: false, 70, person => m.Receiving(person, "old_age_pension", 320)));

    private static void PoorPensioners(PersonaMaker m) => m.Family(
        m.Person("Laima", man: false, 74, person => m.Receiving(person, "old_age_pension", 150)),
        m.Person("Uldis", man: true, 76, person => m.Receiving(person, "old_age_pension", 130)));

    private static void PensionerAndSon(PersonaMaker m)
    {
        var mother = m.Person("Aija", man: false, 68, person => m.Receiving(person, "old_age_pension", 200));
        m.Children(mother, m.Person("Raivis", man: true, 40, m.Unemployed));
    }

    private static void MemberInPrison(PersonaMaker m)
    {
        var wife = m.Person("Sanita", man: false, 36, person => m.Earning(person, 150));
        var husband = m.Person("Edgars", man: true, 39, person => person with { InPrisonSince = m.Day.MonthsAgo(5).AddDays(8) });
        m.Family(wife, husband, m.Person("Emīlija", man: false, 8));
    }

    private static void PartlyUnanswered(PersonaMaker m) =>
        m.Fails("vid", m.Person("Gatis", man: true, 45, m.Unemployed), "down");

    private static void CareBenefitChild(PersonaMaker m)
    {
        var mother = m.Person("Zane", man: false, 37, person => m.Receiving(m.Receiving(person, "care_benefit_child_disability", 413), "state_family_benefit", 25));
        var child = m.Person("Dāvis", man: true, 7, person => person with { Disability = new Disability(0, person.BirthDate.AddYears(18), CareNeeded: true, Child: true) });
        m.Children(mother, child);
    }

    private static void DoesNotAnswer(PersonaMaker m) => m.Person("Oskars", man: true, 29, person =>
        m.Unemployed(person) with { UnexplainedDeposit = 95 });

    private static void NewYear(PersonaMaker m) => m.Person("Baiba", man: false, 50, person => m.Earning(person, 100));

    private static void AboveThreshold(PersonaMaker m) => m.Family(
        m.Person("Māris", man: true, 40, person => m.Earning(person, 900)),
        m.Person("Līga", man: false, 38, person => m.Earning(person, 800)),
        m.Person("Sofija", man: false, 11));

    private static void Savings(PersonaMaker m) =>
        m.Person("Kārlis", man: true, 44, person => m.Unemployed(person) with { Savings = 5000 });

    private static void NotRegistered(PersonaMaker m) => m.Person("Rihards", man: true, 31);

    private static void LongTermCare(PersonaMaker m) => m.Person("Anita", man: false, 79, person =>
        m.Receiving(person, "old_age_pension", 310) with { InCareSince = m.Day.MonthsAgo(7).AddDays(2) });

    private static void Moved(PersonaMaker m) => m.Person("Andris", man: true, 47, person => m.Unemployed(person) with
    {
        Addresses = [m.Home(m.Day.MonthsAgo(1).AddDays(4)), m.Earlier(Places.Riga, new DateOnly(m.Day.Today.Year - 8, 5, 2), m.Day.MonthsAgo(1).AddDays(3))],
    });

    private static void IrregularIncome(PersonaMaker m) => m.Person("Elīna", man: false, 41, person => m.Unemployed(person) with
    {
        Jobs = [new Job("Biedrība Izdomu raksti", "author", 1500, 300, 1200, m.Day.MonthsAgo(5), m.Day.MonthsAgo(4).AddDays(-1))],
    });

    private static void TemporaryPermit(PersonaMaker m) => m.Person("Artūrs", man: true, 34, person =>
        person with { Citizenship = "UA", ResidenceStatus = "temporary" });

    private static void AlternativeStatus(PersonaMaker m) => m.Person("Marta", man: false, 30, person =>
        m.Unemployed(person) with { Citizenship = "SY", ResidenceStatus = "alternative" });

    private static void NoAddress(PersonaMaker m) => m.Person("Zigmunds", man: true, 55, person => m.Unemployed(person) with
    {
        Addresses = [m.Home(new DateOnly(m.Day.Today.Year - 9, 4, 1)) with { Until = m.Day.MonthsAgo(6).AddDays(14) }],
    });

    private static void CustodyRemoved(PersonaMaker m)
    {
        var grandmother = m.Person("Ērika", man: false, 69, person => m.Receiving(person, "old_age_pension", 260));
        var mother = m.Person("Kristīne", man: false, 40);
        var child = m.Person("Emīls", man: true, 10);
        m.Children(grandmother, mother);
        m.Household.Parent(mother, child, m.Day, custody: "removed");
        m.Household.Guardian(grandmother, child);
    }

    private static void Widow(PersonaMaker m)
    {
        var widow = m.Person("Inese", man: false, 42, m.Unemployed);
        var husband = m.Person("Juris", man: true, 46, person => person with { DeathDate = m.Day.MonthsAgo(4).AddDays(6) });
        var child = m.Person("Alise", man: false, 12, person => person with
        {
            Benefits = [new Benefit("survivor_pension", 200, 0, 10, m.Day.MonthsAgo(4).AddDays(7), null)],
        });
        m.Family(widow, husband, child);
    }

    private static void StudentWage(PersonaMaker m)
    {
        var mother = m.Person("Dace", man: false, 44, m.Unemployed);
        var son = m.Person("Gustavs", man: true, 16, person => m.Earning(person, 300) with { Accounts = mother.Accounts.Count > 0 ? [Money.Account(new Chance(0, "student"), m.Day.MonthsAgo(12))] : [] });
        m.Children(mother, son);
    }

    private static void Contradictory(PersonaMaker m) =>
        m.Fails("banks", m.Person("Pēteris", man: true, 52, m.Unemployed), "contradictory");

    private static void Undeliverable(PersonaMaker m) => m.Person("Roberts", man: true, 33, person =>
        m.Unemployed(person) with { Email = "nesanems.roberts@piemers.example" });

    private static void DisabilityPension(PersonaMaker m) => m.Person("Ņina", man: false, 57, person =>
        m.Receiving(person, "disability_pension", 180) with { Disability = new Disability(2, new DateOnly(m.Day.Today.Year + 3, 8, 31), CareNeeded: false) });

    private static void FamilyOfFive(PersonaMaker m) => m.Family(
        m.Person("Roberts", man: true, 39, person => m.Earning(person, 700)),
        m.Person("Elīna", man: false, 37, person => m.Receiving(person, "state_family_benefit", 225)),
        m.Person("Sofija", man: false, 12),
        m.Person("Kārlis", man: true, 8),
        m.Person("Laima", man: false, 2));

    private static void SlowRegisters(PersonaMaker m)
    {
        var person = m.Person("Līga", man: false, 48, m.Unemployed);
        foreach (var register in Registers.RegisterNames.All)
        {
            m.Fails(register, person, "slow");
        }
    }
}
