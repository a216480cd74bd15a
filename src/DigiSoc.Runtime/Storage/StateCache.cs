namespace DigiSoc.Runtime.Storage;

/// <summary>Living instances and open tasks this node wrote or read last (see <see cref="Recent{T}"/>).</summary>
internal sealed class StateCache(int capacity)
{
    private readonly Recent<StoredInstance> _instances = new(capacity);

    /// <summary>Open tasks as their rows are, without what the model adds.</summary>
    public Recent<Tasks.OpenTask> Tasks { get; } = new(capacity);

    public StoredInstance? Find(Guid id) => _instances.Find(id);

    public void Keep(StoredInstance instance)
    {
        if (instance.EndedAt is null)
        {
            _instances.Keep(instance.Id, instance);
        }
        else
        {
            Drop(instance.Id);
        }
    }

    public void Drop(Guid id) => _instances.Drop(id);
}
