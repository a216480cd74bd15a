namespace DigiSoc.Runtime.Storage;

/// <summary>Finds instances: in this node's memory, else in the database.</summary>
internal sealed class InstanceReader(Database database, StateCache cache)
{
    /// <summary>The instance as last known here; it may have been moved on by another node (the write will tell).</summary>
    public async Task<StoredInstance?> LoadAsync(Guid id, CancellationToken ct) =>
        cache.Find(id) ?? await ReadAsync(id, ct);

    /// <summary>As <see cref="LoadAsync(Guid, CancellationToken)"/>, unless what is known here is of another revision.</summary>
    public async Task<StoredInstance?> LoadAsync(Guid id, long revision, CancellationToken ct) =>
        cache.Find(id) is { } known && known.Revision == revision ? known : await ReadAsync(id, ct);

    /// <summary>The instance as it is stored now.</summary>
    public async Task<StoredInstance?> ReadAsync(Guid id, CancellationToken ct) =>
        Keep(await FirstAsync(new(Sql.LoadInstance, Value.Uuid(id)), ct));

    /// <summary>Reads those this node does not remember in one go, because steps of all of them come next.</summary>
    public async Task RememberAsync(IEnumerable<Guid> ids, CancellationToken ct)
    {
        var unknown = ids.Where(id => cache.Find(id) is null).ToList();
        if (unknown.Count > 0)
        {
            var found = await database.ListAsync(new(Sql.LoadInstances, Value.Uuids(unknown)), row => StoredInstance.Read(row), ct);
            found.ForEach(cache.Keep);
        }
    }

    /// <summary>The living child of a call activity's waiting point.</summary>
    public async Task<StoredInstance?> LoadChildAsync(Guid parentPart, CancellationToken ct) =>
        Keep(await FirstAsync(new(Sql.LoadChild, Value.Uuid(parentPart)), ct));

    /// <summary>The living instances an instance has called, as they are stored now.</summary>
    public async Task<IReadOnlyList<StoredInstance>> ReadChildrenAsync(Guid id, CancellationToken ct) =>
        await database.ListAsync(
            new(Sql.LoadChildren, Value.Uuid(id), Value.Uuid(EngineIds.Part(id, uint.MaxValue))), row => StoredInstance.Read(row), ct);

    /// <summary>True when the history of the instance holds the step.</summary>
    public async Task<bool> HasStepAsync(Guid id, StoredInstance step, CancellationToken ct)
    {
        const string sql = "SELECT 1 FROM runtime.events WHERE instance_id = $1 AND number = $2 AND step_id = $3";
        var statement = new Statement(sql, Value.Uuid(id), Value.Long(step.ChainNumber), Value.Uuid(step.StepId));
        return (await database.ListAsync(statement, row => row.GetInt32(0), ct)).Count > 0;
    }

    private async Task<StoredInstance?> FirstAsync(Statement statement, CancellationToken ct) =>
        (await database.ListAsync(statement, row => StoredInstance.Read(row), ct)).FirstOrDefault();

    private StoredInstance? Keep(StoredInstance? instance)
    {
        if (instance is not null)
        {
            cache.Keep(instance);
        }

        return instance;
    }
}
