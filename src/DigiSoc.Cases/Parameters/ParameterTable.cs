using DigiSoc.Feel;

namespace DigiSoc.Cases.Parameters;

/// <summary>The parameters known at one moment; answers what was in force on a day for an institution.</summary>
internal sealed class ParameterTable
{
    private readonly ILookup<string, Parameter> _byKey;

    public ParameterTable(IEnumerable<Parameter> parameters) =>
        _byKey = parameters.ToLookup(parameter => parameter.Key, StringComparer.Ordinal);

    public IEnumerable<string> Keys => _byKey.Select(group => group.Key);

    /// <summary>The institution's own value before the state's, the latest beginning before an earlier one; null: none in force.</summary>
    public Parameter? InForce(string key, DateOnly day, string institutionId) => _byKey[key]
        .Where(parameter => parameter.IsInForceOn(day) && parameter.InstitutionId is var own && (own == Parameter.State || own == institutionId))
        .OrderByDescending(parameter => parameter.InstitutionId != Parameter.State)
        .ThenByDescending(parameter => parameter.ValidFrom)
        .FirstOrDefault();

    /// <summary>The parameter whose value counts, following "same as"; null when none is in force.</summary>
    public Parameter? Resolved(string key, DateOnly day, string institutionId)
    {
        var found = InForce(key, day, institutionId);
        for (var steps = 0; found?.SameAs is { } other && steps < 8; steps++)
        {
            found = InForce(other, day, institutionId) is { } target ? found with { Value = target.Value, SameAs = target.SameAs } : null;
        }

        return found?.Value is null ? null : found;
    }

    /// <summary>Whether any parameter has the key or lies under it.</summary>
    public bool Knows(string prefix) => Keys.Any(key => IsUnder(key, prefix));

    /// <summary>All parameters under the prefixes in force on the day, nested by the dots of their keys.</summary>
    /// <remarks>Shape: <c>gmi.first_person</c> = { value, unit, norm, mark, validFrom }. A key with no value on the day is absent.</remarks>
    public FeelContext Nested(IReadOnlyList<string> prefixes, DateOnly day, string institutionId)
    {
        var root = new Branch();
        foreach (var key in Keys.Where(key => prefixes.Any(prefix => IsUnder(key, prefix))).Order(StringComparer.Ordinal))
        {
            if (Resolved(key, day, institutionId) is { } parameter)
            {
                root.Put(key.Split('.'), Described(parameter));
            }
        }

        return root.ToContext();
    }

    private static bool IsUnder(string key, string prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal) && (key.Length == prefix.Length || key[prefix.Length] == '.');

    private static FeelContext Described(Parameter parameter) => FeelContext.Of(
        ("value", FeelJson.Read(parameter.Value!.Value)),
        ("unit", FeelValue.Of(parameter.Unit)),
        ("norm", FeelValue.Of(parameter.Norm)),
        ("mark", FeelValue.Of(parameter.Mark)),
        ("validFrom", FeelValue.Of(parameter.ValidFrom)));

    private sealed class Branch
    {
        private readonly Dictionary<string, object> _entries = new(StringComparer.Ordinal);

        public void Put(ReadOnlySpan<string> names, FeelContext leaf)
        {
            if (names.Length == 1)
            {
                _entries[names[0]] = leaf;
                return;
            }

            if (!_entries.TryGetValue(names[0], out var inner) || inner is not Branch branch)
            {
                _entries[names[0]] = branch = new Branch();
            }

            branch.Put(names[1..], leaf);
        }

        public FeelContext ToContext() => FeelContext.From(_entries.Select(entry => KeyValuePair.Create(
            entry.Key, FeelValue.Of(entry.Value as FeelContext ?? ((Branch)entry.Value).ToContext()))));
    }
}
