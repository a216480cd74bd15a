using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Holds;

/// <summary>What this node knows of holds: enough not to begin what would be refused anyway.</summary>
/// <remarks>
/// It may be behind by a moment. Nothing rests on it: whatever is written compares with the table itself, and a node that
/// has not heard of a hold is refused by that.
/// </remarks>
internal sealed class HoldBook(Database database)
{
    private volatile IReadOnlyList<Hold> _standing = [];

    public IReadOnlyList<Hold> Standing => _standing;

    /// <summary>Reads the table; true when it is not as it was known.</summary>
    public async Task<bool> RefreshAsync(CancellationToken ct)
    {
        var found = await database.ListAsync(
            new($"SELECT {HoldRow.Columns} FROM runtime.holds h ORDER BY h.id"), HoldRow.Read, ct);
        var changed = !found.SequenceEqual(_standing);
        _standing = found;
        return changed;
    }

    /// <summary>True when a hold that is known here holds jobs of the type at the element.</summary>
    public bool HoldsJob(StoredInstance instance, string type, string elementId)
    {
        var standing = _standing;
        return standing.Count > 0 && standing.Any(h => h.InstitutionId == instance.InstitutionId
            && h.Keeps(instance.PackageKey, instance.PackageVersion, instance.ProcessId, elementId, type));
    }
}
