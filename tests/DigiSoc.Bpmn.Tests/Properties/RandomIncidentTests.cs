using DigiSoc.Bpmn.Driving;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Tests.Properties;

/// <summary>Wherever data are missing for a while, the process stops there, and goes on when they are set and the incident is resolved: nothing is begun twice.</summary>
public class RandomIncidentTests
{
    private static readonly SetVariables Break = new(0, FeelContext.Of(("key", FeelValue.Null)));
    private static readonly SetVariables Mend = new(0, FeelContext.Of(("key", FeelValue.Of("k"))));

    [Fact]
    public void Resolve_WhatStoppedForWantOfData_TheProcessCompletes()
    {
        SortedDictionary<string, int> told = new(StringComparer.Ordinal);
        ulong first = (ulong)RandomProcessTests.Number(RandomProcessTests.SeedVariable, 1);
        for (ulong seed = first; seed < first + (ulong)RandomProcessTests.Number(RandomProcessTests.CountVariable, 400); seed++)
        {
            ProcessModel model = RandomProcessTests.Model(seed);
            Chance chance = new(seed);
            DriveOptions options = RandomProcessTests.Options(seed) with { Between = (of, state, _) => of == model ? Next(of, state, chance, told) : null };

            DriveResult played = Drive.Play(RandomProcessTests.Set(model), "p", options);

            string done = $"seed {seed}\n{string.Join("\n", played.Places)}\n{string.Join("\n", played.History.TakeLast(40))}\n{RandomProcess.Xml(seed)}";
            played.Violations.ShouldBeEmpty(done);
            played.MovedPast.ShouldBeEmpty(done);
            played.Ending.ShouldBe(DriveEnding.Completed, done);
        }

        told["where work had not begun"].ShouldBeGreaterThan(100);
        told["beside work"].ShouldBeGreaterThan(0);
    }

    private static Command? Next(ProcessModel model, InstanceState state, Chance chance, SortedDictionary<string, int> told)
    {
        if (state.Incidents is not [var incident, ..])
        {
            return chance.OneIn(3) && state.Variables["key"].Kind == FeelKind.String ? Break : null;
        }

        if (state.Variables["key"].Kind != FeelKind.String)
        {
            // Tried too early, it stops again.
            return chance.OneIn(3) ? new ResolveIncident(incident.Id) : Mend;
        }

        FlowNode place = model.Find(incident.ElementId)!;
        string where = place.AttachedTo is not null || place.Type == "startEvent" ? "beside work" : "where work had not begun";
        told[where] = told.GetValueOrDefault(where) + 1;
        return new ResolveIncident(incident.Id);
    }
}
