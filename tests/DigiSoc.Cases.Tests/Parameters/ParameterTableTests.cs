using DigiSoc.Cases.Parameters;
using DigiSoc.Feel;

namespace DigiSoc.Cases.Tests.Parameters;

public sealed class ParameterTableTests
{
    private static readonly ParameterTable Table = new(ParameterFolder.Read(Path.Combine(RepositoryFolder.Workflows, "parameters")));

    [Theory]
    [InlineData("gmi.first_person", "2021-01-01", 109)]
    [InlineData("gmi.first_person", "2025-12-31", 166)]
    [InlineData("gmi.first_person", "2026-01-01", 187)]
    [InlineData("gmi.other_person", "2026-06-30", 131)]
    [InlineData("needy.first_person", "2026-02-10", 425)]
    public void InForce_OnADay_IsTheValueOfThatDay(string key, string day, int value) =>
        Table.InForce(key, Day(day), "ogres-novads")!.Value!.Value.GetInt32().ShouldBe(value);

    [Fact]
    public void InForce_AfterTheLastPublishedDay_IsNothing() => Table.InForce("gmi.first_person", Day("2027-01-01"), "ogres-novads").ShouldBeNull();

    // SPSPL 36(1)2: savings up to the needy threshold of the year.
    [Fact]
    public void Resolved_SameAsAnother_TakesTheOtherOfTheDay() =>
        Table.Resolved("assets.savings_limit_per_household", Day("2026-02-10"), "ogres-novads")!.Value!.Value.GetInt32().ShouldBe(425);

    [Fact]
    public void InForce_MunicipalValue_IsOnlyForItsInstitution()
    {
        Table.InForce("lowincome.first_person", Day("2026-02-10"), "ogres-novads")!.Value!.Value.GetInt32().ShouldBe(595);
        Table.Resolved("lowincome.first_person", Day("2026-02-10"), "jelgava")!.Value!.Value.GetInt32().ShouldBe(680);
        Table.InForce("lowincome.first_person", Day("2026-02-10"), "elsewhere").ShouldBeNull();
    }

    [Fact]
    public void Nested_Prefixes_AreNestedByTheirDotsWithNormAndMark()
    {
        var nested = CaseJson.Node(FeelValue.Of(Table.Nested(["gmi", "status.period"], Day("2026-02-10"), "ogres-novads")))!;

        nested["gmi"]!["first_person"]!["value"]!.GetValue<decimal>().ShouldBe(187);
        nested["gmi"]!["first_person"]!["norm"]!.ToString().ShouldBe("SPSPL 33");
        nested["gmi"]!["first_person"]!["mark"]!.ToString().ShouldBe("found");
        nested["status"]!["period"]!["with_working_age_person"]!["value"]!.GetValue<decimal>().ShouldBe(3);
        nested["needy"].ShouldBeNull();
    }

    [Fact]
    public void Knows_PartOfAWord_IsNotAPrefix()
    {
        Table.Knows("gmi").ShouldBeTrue();
        Table.Knows("gm").ShouldBeFalse();
    }

    [Fact]
    public void Read_WrongMark_NamesFileKeyAndWhatIsAllowed()
    {
        const string Yaml = """
            a.b:
              title: { lv: A }
              unit: EUR
              norm: X 1
              values:
                - { from: 2026-01-01, value: 1, mark: certain, source: s }
            """;

        var problem = Should.Throw<CaseDataException>(() => ParameterFile.Read("amounts.yaml", Yaml).ToList());

        problem.Code.ShouldBe("CASE-051");
        problem.Message.ShouldContain("amounts.yaml");
        problem.Message.ShouldContain("found certain");
        problem.Message.ShouldContain("memory");
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
