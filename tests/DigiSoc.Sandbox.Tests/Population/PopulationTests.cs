using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Sandbox.Population;
using DigiSoc.Sandbox.Registers;

namespace DigiSoc.Sandbox.Tests.Population;

/// <summary>The population of seed 7 seen from 10 March 2026; every rule holds for every inhabitant.</summary>
public sealed class PopulationTests
{
    private static readonly SandboxDay Day = new(new DateOnly(2026, 3, 10));
    private static readonly People People = new PopulationGenerator(7, Day).Make(3000);

    [Fact]
    public void Make_SameSeedAndDay_GivesTheSamePeople()
    {
        var again = new PopulationGenerator(7, Day).Make(3000);

        Written(again).ShouldBe(Written(People));
    }

    [Fact]
    public void Make_OtherSeed_GivesOtherPeopleButTheSamePersonas()
    {
        var other = new PopulationGenerator(8, Day).Make(200);
        var personas = People.All.Count(person => person.PersonCode.StartsWith("30", StringComparison.Ordinal));

        other.All.Take(personas).Select(person => person.PersonCode).ShouldBe(People.All.Take(personas).Select(person => person.PersonCode));
        other.All[personas].PersonCode.ShouldNotBe(People.All[personas].PersonCode);
    }

    [Fact]
    public void Make_OtherDayOfTheMonth_KeepsLivesTheSame()
    {
        var later = new PopulationGenerator(7, new SandboxDay(new DateOnly(2026, 3, 25))).Make(3000);

        Written(later).ShouldBe(Written(People));
    }

    [Fact]
    public void Make_Asked3000_MakesThemWithNeverIssuedCodesOnce()
    {
        People.All.Count.ShouldBeGreaterThanOrEqualTo(3000);
        People.All.Select(person => person.PersonCode).ShouldBeUnique();
        People.All.ShouldAllBe(person => person.PersonCode.StartsWith("30") || person.PersonCode.StartsWith("31"));
    }

    [Fact]
    public void Make_AllKindsOfLife_Occur()
    {
        People.All.ShouldContain(person => person.DeathDate != null);
        People.All.ShouldContain(person => person.InPrisonSince != null);
        People.All.ShouldContain(person => person.Disability.Child);
        People.All.ShouldContain(person => person.Disability.Group == 2);
        People.All.ShouldContain(person => person.Nva != null && !person.Nva.DutiesFulfilled);
        People.All.ShouldContain(person => person.Addresses[0].Since >= Day.MonthsAgo(3));
        People.All.Count(person => person.Addresses[0].Atvk == Places.Ogre.Atvk).ShouldBeGreaterThan(500);
        People.All.Count(person => person.Addresses[0].Atvk == Places.Jelgava.Atvk).ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Relations_Everyone_AreMutual() => HoldsForEveryone(person => People.RelationsOf(person).All(relation =>
        People.RelationsOf(People.Find(relation.To)!).Any(back => back.To == person.PersonCode && back.Kind == Back(relation.Kind))));

    [Fact]
    public void Parents_Everyone_AreAtLeast17YearsOlder() => HoldsForEveryone(person => People.RelationsOf(person)
        .Where(relation => relation.Kind == "child")
        .All(relation => People.Find(relation.To)!.BirthDate.Year - person.BirthDate.Year >= 17));

    [Fact]
    public void Children_Everyone_HaveAParentAndAreNotUnemployed() => HoldsForEveryone(person =>
        !person.IsChildOn(Day.Today) || (person.Nva is null && People.RelationsOf(person).Any(relation => relation.Kind == "parent")));

    [Fact]
    public void Work_Everyone_ExcludesPrisonAndRegistration() => HoldsForEveryone(person =>
    {
        var wage = person.Jobs.Any(job => job.Kind == "wage" && Payments.IsActive(job.From, job.Until, Day.Month));
        return !wage || (person.InPrisonSince is null && person.Nva is null);
    });

    [Fact]
    public void Wages_Everyone_AreGrossLessTax() =>
        HoldsForEveryone(person => person.Jobs.All(job => job.Net == job.Gross - job.Tax));

    [Fact]
    public void OldAgePensions_Everyone_GoToTheOld() => HoldsForEveryone(person =>
        person.AgeOn(Day.Today) >= 64 || person.Benefits.All(benefit => benefit.Kind != "old_age_pension"));

    [Fact]
    public void DisabilityGroups_Everyone_AreForAdults() =>
        HoldsForEveryone(person => person.Disability.Group == 0 || !person.IsChildOn(Day.Today));

    [Fact]
    public void Addresses_Everyone_FollowOneAnother() => HoldsForEveryone(person =>
        person.Addresses.Count(spell => spell.Until is null) <= 1
        && person.Addresses.All(spell => spell.Until is null || spell.Until >= spell.Since)
        && (!person.IsChildOn(Day.Today) || person.Addresses.All(spell => spell.Since >= person.BirthDate)));

    [Fact]
    public void TheDead_Everyone_ReceiveNothingAfterTheMonthOfDeath() => HoldsForEveryone(person =>
    {
        if (person.DeathDate is not { } died)
        {
            return true;
        }

        var after = new AskedPeriod(new DateOnly(died.Year, died.Month, 1).AddMonths(1), Day.Today);
        return person.Jobs.All(job => job.Until <= died) && Benefits.Paid(person, after, Day).Count == 0;
    });

    [Fact]
    public void Statements_Everyone_BalanceAndNeverGoBelowZero() => HoldsForEveryone(person =>
    {
        var ledger = new Ledger(person, Day);
        var balance = ledger.Opening;
        return ledger.Lines.All(line => (balance += line.Amount) >= 0) && ledger.BalanceBefore(Day.Today.AddDays(1)) == balance;
    });

    [Fact]
    public void Statements_Everyone_ShowWhatTaxAndPensionDataSay() => HoldsForEveryone(person =>
    {
        var period = new AskedPeriod(Day.MonthsAgo(3), Day.Month.AddDays(-1));
        var desk = new Desk(People);
        var income = Sum(desk.Ask("vid/income", person.PersonCode, period)!, "net") + Sum(desk.Ask("vsaa/GetEP52", person.PersonCode, period)!, "amount");
        return person.Accounts.Count == 0 || CameIn(desk.Ask("banks/statements", person.PersonCode, period)!) == income + (person.UnexplainedDeposit * 3);
    });

    [Fact]
    public void Accounts_Everyone_HaveValidNumbersOfInventedBanks() => HoldsForEveryone(person =>
        person.Accounts.All(account => IsIban(account.Iban) && account.Bank is "Izdomu banka" or "Parauga banka" or "Maketa kase"));

    /// <summary>A failure names the people the rule does not hold for.</summary>
    private static void HoldsForEveryone(Predicate<Inhabitant> rule) =>
        People.All.Where(person => !rule(person)).Select(person => person.PersonCode).ShouldBeEmpty();

    private static decimal CameIn(JsonNode statements) =>
        statements[0]!["lines"]!.AsArray().Select(line => line!["amount"]!.GetValue<decimal>()).Where(amount => amount > 0).Sum();

    private static string Written(People people) => JsonSerializer.Serialize(people.All);

    private static string Back(string kind) => kind switch { "child" => "parent", "parent" => "child", _ => kind };

    private static decimal Sum(JsonNode list, string field) => list.AsArray().Sum(entry => entry![field]!.GetValue<decimal>());

    private static bool IsIban(string iban)
    {
        var digits = string.Concat((iban[4..] + iban[..4]).Select(sign => char.IsAsciiDigit(sign) ? sign.ToString() : (sign - 'A' + 10).ToString(CultureInfo.InvariantCulture)));
        return iban.Length == 21 && BigInteger.Parse(digits, CultureInfo.InvariantCulture) % 97 == 1;
    }
}
