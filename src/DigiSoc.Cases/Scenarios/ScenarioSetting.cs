using System.Text.Json.Nodes;
using DigiSoc.Cases.Deadlines;
using DigiSoc.Cases.Parameters;

namespace DigiSoc.Cases.Scenarios;

/// <summary>What is around a case in a scenario: the institution, its calendar, the law's parameters, the letters.</summary>
internal sealed record ScenarioSetting(
    InstitutionSettings Institution, LegalCalendar Calendar, ParameterTable Parameters, LetterRendering RenderAsync)
{
    public string CaseNumber => $"{Institution.NumberPrefix}-0000-00001";

    public ServiceTerms Service => new(Parameters, Calendar, Institution.Id);

    /// <summary>The declared address of the person, as the scenario's register has it.</summary>
    public static string AddressOf(Scenario scenario, string personCode)
    {
        var byPerson = scenario.Registers.GetValueOrDefault("address.declared");
        var answer = byPerson?.GetValueOrDefault(personCode) ?? byPerson?.GetValueOrDefault("*");
        return (answer as JsonObject)?["declared"]?["text"]?.ToString() ?? "";
    }
}
