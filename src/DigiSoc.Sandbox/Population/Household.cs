namespace DigiSoc.Sandbox.Population;

/// <summary>Some people with the links between them, while the population is made.</summary>
internal sealed class Household
{
    private readonly List<Inhabitant> _members = [];
    private readonly List<Relation> _relations = [];
    private readonly List<Custody> _custodies = [];

    public IReadOnlyList<Inhabitant> Members => _members;

    public IReadOnlyList<Relation> Relations => _relations;

    public IReadOnlyList<Custody> Custodies => _custodies;

    public Inhabitant Add(Inhabitant person)
    {
        _members.Add(person);
        return person;
    }

    public void Couple(Inhabitant one, Inhabitant other, bool married)
    {
        var kind = married ? "spouse" : "partner";
        _relations.Add(new Relation(one.PersonCode, other.PersonCode, kind));
        _relations.Add(new Relation(other.PersonCode, one.PersonCode, kind));
    }

    public void Parent(Inhabitant parent, Inhabitant child, SandboxDay day, string custody = "held")
    {
        _relations.Add(new Relation(parent.PersonCode, child.PersonCode, "child"));
        _relations.Add(new Relation(child.PersonCode, parent.PersonCode, "parent"));
        if (child.IsChildOn(day.Today) && parent.DeathDate is null)
        {
            _custodies.Add(new Custody(child.PersonCode, parent.PersonCode, custody));
        }
    }

    /// <summary>Custody of somebody who is not a parent, for example a grandmother as guardian.</summary>
    public void Guardian(Inhabitant guardian, Inhabitant child) =>
        _custodies.Add(new Custody(child.PersonCode, guardian.PersonCode, "held"));
}
