namespace DigiSoc.Bpmn.Compiling;

/// <summary>A set of elements of one model, one bit each.</summary>
internal sealed class NodeSet(int size)
{
    private readonly ulong[] _bits = new ulong[(size + 63) / 64];

    public bool Contains(FlowNode node) => (_bits[node.Index >> 6] & (1UL << (node.Index & 63))) != 0;

    /// <summary>Adds an element; false when it was in already.</summary>
    public bool Add(FlowNode node)
    {
        ulong bit = 1UL << (node.Index & 63);
        bool isNew = (_bits[node.Index >> 6] & bit) == 0;
        _bits[node.Index >> 6] |= bit;
        return isNew;
    }
}
