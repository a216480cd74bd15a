namespace DigiSoc.Sandbox.Population;

/// <summary>All inhabitants with their links. Immutable after making.</summary>
internal sealed class People
{
    private readonly Dictionary<string, Inhabitant> _byCode;
    private readonly ILookup<string, Relation> _relations;
    private readonly IReadOnlyList<Custody> _custodies;

    public People(
        SandboxDay day, IReadOnlyList<Inhabitant> all, IReadOnlyList<Relation> relations, IReadOnlyList<Custody> custodies)
    {
        Day = day;
        All = all;
        _byCode = all.ToDictionary(person => person.PersonCode, StringComparer.Ordinal);
        _relations = relations.ToLookup(relation => relation.Of, StringComparer.Ordinal);
        _custodies = custodies;
    }

    public SandboxDay Day { get; }

    /// <summary>Personas first, then the others in the order they were made.</summary>
    public IReadOnlyList<Inhabitant> All { get; }

    public Inhabitant? Find(string personCode) => _byCode.GetValueOrDefault(personCode);

    public IEnumerable<Relation> RelationsOf(Inhabitant person) => _relations[person.PersonCode];

    /// <summary>Custody over the person and custody the person holds or held.</summary>
    public IEnumerable<Custody> CustodiesOf(Inhabitant person) =>
        _custodies.Where(custody => custody.ChildCode == person.PersonCode || custody.HolderCode == person.PersonCode);
}
