using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Stepping;

/// <summary>The statements of several plans in the order a shared transaction runs them.</summary>
/// <remarks>
/// Each plan's statements keep their order; equal ones of different plans come together and become one. Plans meet here
/// only when they are of different call trees, so no two of them touch the same row by its id.
/// </remarks>
internal static class SharedBatch
{
    public static IEnumerable<Statement> Of(IReadOnlyList<StepPlan> plans) =>
        plans.Count == 1 ? plans[0].Statements : Grouped(plans).Select(same => same.Count == 1 ? same[0] : Rowwise.Join(same));

    private static List<List<Statement>> Grouped(IReadOnlyList<StepPlan> plans)
    {
        var groups = new List<List<Statement>>();
        foreach (var plan in plans)
        {
            var from = 0;
            foreach (var statement in plan.Statements)
            {
                var at = Rowwise.Knows(statement.Sql) ? groups.FindIndex(from, group => group[0].Sql == statement.Sql) : -1;
                if (at < 0)
                {
                    at = groups.Count;
                    groups.Add([]);
                }

                groups[at].Add(statement);
                from = at + 1;
            }
        }

        return groups;
    }
}
