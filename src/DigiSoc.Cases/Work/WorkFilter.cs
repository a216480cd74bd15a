using System.Globalization;

namespace DigiSoc.Cases.Work;

/// <summary>The filters of a query as further conditions; their values follow institution, whose, and size.</summary>
internal sealed class WorkFilter
{
    private const int First = 4;

    private readonly List<object?> _values = [];

    public WorkFilter(WorkQuery query, DateOnly today)
    {
        Add("w.package_key = {0}", query.PackageKey);
        Add("w.group_key = {0}", query.GroupKey);
        Add("w.due_on < {0}", query.OverdueOnly ? today : null);
        Add("w.due_on <= {0}", query.DueBy);
        Add("w.follow_up_on <= {0}", query.FollowUpBy);
        Sql += query.Sort == WorkSort.FollowUp ? " AND w.follow_up_on IS NOT NULL" : "";
        Add("to_tsvector('simple', w.search) @@ to_tsquery('simple', {0})", CaseSearch.Query(query.Search));
    }

    public string Sql { get; private set; } = "";

    public IReadOnlyList<object?> Values => _values;

    private void Add(string condition, object? value)
    {
        if (value is null or "")
        {
            return;
        }

        Sql += " AND " + string.Format(CultureInfo.InvariantCulture, condition, "$" + (First + _values.Count).ToString(CultureInfo.InvariantCulture));
        _values.Add(value);
    }
}
