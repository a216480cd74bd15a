using System.Text.Json.Nodes;
using DigiSoc.Feel;

namespace DigiSoc.Cases;

/// <summary>What a process finds when it starts: <c>case</c> and <c>application</c>; told in workflows/README.md.</summary>
internal static class CaseVariables
{
    public static FeelContext AtStart(FeelContext opened, JsonObject application, string number, DateOnly receivedOn, string channel) => FeelContext.Of(
        ("case", FeelValue.Of(opened)),
        ("application", FeelValue.Of(CaseJson.Context(application)
            .With("number", FeelValue.Of(number))
            .With("receivedOn", FeelValue.Of(receivedOn))
            .With("channel", FeelValue.Of(channel)))));

    public static FeelValue Institution(Institution institution) => FeelValue.Of(FeelContext.Of(
        ("id", FeelValue.Of(institution.Id)),
        ("name", FeelValue.Of(institution.Name.Lv)),
        ("atvk", FeelValue.Of(institution.Atvk))));
}
