using DigiSoc.Feel;

namespace DigiSoc.Cases.Files;

/// <summary>A member as the process variable <c>household</c> names it; null parts were not stated.</summary>
internal sealed record HouseholdMember(string PersonCode, string? Relation, bool? InHousehold)
{
    /// <summary>Empty when there is no such variable. <c>counted</c> (the rules' word) goes before <c>sharesHousehold</c> (the person's).</summary>
    public static IEnumerable<HouseholdMember> Read(FeelContext variables)
    {
        if (!variables.TryGet("household", out var household) || household.Kind != FeelKind.Context ||
            !household.AsContext().TryGet("members", out var members) || members.Kind != FeelKind.List)
        {
            yield break;
        }

        foreach (var member in members.AsList().Where(one => one.Kind == FeelKind.Context).Select(one => one.AsContext()))
        {
            if (CaseJson.Text(member, "personCode") is { } code)
            {
                yield return new HouseholdMember(code, CaseJson.Text(member, "relation"), Flag(member, "counted") ?? Flag(member, "sharesHousehold"));
            }
        }
    }

    private static bool? Flag(FeelContext member, string name) =>
        member.TryGet(name, out var value) && value.Kind == FeelKind.Boolean ? value.IsTrue : null;
}
