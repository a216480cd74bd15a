using System.Runtime.CompilerServices;
using DigiSoc.Feel.Typing;

namespace DigiSoc.Feel.Evaluation;

/// <summary>A name of the expression itself: iterator, parameter, entry before, item.</summary>
internal sealed class LocalNode : Node
{
    internal LocalNode(int slot, FeelType type, FeelFunction? builtIn)
    {
        Slot = slot;
        StaticType = type;
        BuiltIn = builtIn;
    }

    internal override FeelFunction? BuiltIn { get; }

    internal int Slot { get; }

    internal override FeelValue Evaluate(Frame frame) => frame[Slot];
}

/// <summary>A name from outside: a variable, else a built-in function, else a function of the environment.</summary>
internal sealed class FreeNode : Node
{
    private EntryPlace _place;

    internal FreeNode(string name, FeelFunction? builtIn, FeelType type)
    {
        Name = name;
        StaticType = type;
        BuiltIn = builtIn;
    }

    internal override FeelFunction? BuiltIn { get; }

    internal string Name { get; }

    /// <summary>Whether it may be a variable; not, where it calls a built-in function.</summary>
    internal bool IsVariable { get; init; }

    /// <summary>Whether the name was known when the text was read.</summary>
    internal bool IsDeclared { get; init; }

    /// <summary>Whether nothing but a variable can be meant: inside a filter it may be an entry of the item.</summary>
    internal bool IsCertain { get; init; }

    internal override FeelValue Evaluate(Frame frame)
    {
        var at = _place.IndexIn(Name, frame.Variables);
        return at >= 0 ? frame.Variables.Items[at]
            : BuiltIn is null ? Elsewhere(frame)
            : FeelValue.Of(BuiltIn);
    }

    internal override bool TryPlain(FeelContext variables, out FeelValue value)
    {
        var at = _place.IndexIn(Name, variables);
        value = at >= 0 ? variables.Items[at] : FeelValue.Null;
        return at >= 0;
    }

    /// <summary>Whether a variable of the evaluation hides the built-in function.</summary>
    internal bool IsHidden(Frame frame) => _place.IndexIn(Name, frame.Variables) >= 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FeelValue Elsewhere(Frame frame) => frame.Call.Environment.Functions.TryGetValue(Name, out var function)
        ? FeelValue.Of(function)
        : frame.Fail(this, FeelCauseKind.NameNotFound, FeelErrors.NameNotFound(Name, frame.Variables.Shape.Names));
}

/// <summary>The item that a filter looks at.</summary>
/// <param name="Slot">Where it is put.</param>
/// <param name="Type">What is known of it.</param>
internal sealed record FilterItem(int Slot, FeelType Type);

/// <summary>A name inside a filter: an entry of the item when it has one, else what the name means outside.</summary>
internal sealed class FilterNameNode : Node
{
    private readonly int[] _itemSlots;
    private readonly string _name;
    private readonly EntryPlace[] _places;
    private readonly Node _outside;

    /// <param name="name">As written.</param>
    /// <param name="itemsFromInner">The items whose entries may bear the name.</param>
    /// <param name="outside">What the name means where none does.</param>
    internal FilterNameNode(string name, FilterItem[] itemsFromInner, Node outside)
    {
        _itemSlots = Array.ConvertAll(itemsFromInner, item => item.Slot);
        _name = name;
        _places = new EntryPlace[itemsFromInner.Length];
        _outside = outside;
        Items = itemsFromInner;
        StaticType = FilterNames.TypeOf(name, itemsFromInner, outside);
    }

    internal string Name => _name;

    internal IReadOnlyList<FilterItem> Items { get; }

    internal Node Outside => _outside;

    internal override FeelFunction? BuiltIn => _outside.BuiltIn;

    internal override IEnumerable<Node> Parts => [_outside];

    internal override FeelValue Evaluate(Frame frame)
    {
        for (var i = 0; i < _itemSlots.Length; i++)
        {
            if (frame[_itemSlots[i]].ContextOrNull is { } item && _places[i].IndexIn(_name, item) is >= 0 and var at)
            {
                return item.Items[at];
            }
        }

        return _outside.Evaluate(frame);
    }
}

/// <summary>An entry of a context, a property of a date, time, duration or range; of a list, that of each item.</summary>
internal sealed class PathNode : Node
{
    private readonly int _ownerSlot;
    private EntryPlace _place;

    internal PathNode(Node owner, string name)
    {
        _ownerSlot = owner is LocalNode { Slot: var slot } ? slot : -1;
        Owner = owner;
        Name = name;
        Height = owner.Height + 1;
        StaticType = MemberTypes.Of(owner.StaticType, name) ?? FeelType.Any;
    }

    internal Node Owner { get; }

    internal string Name { get; }

    internal override IEnumerable<Node> Parts => [Owner];

    internal override FeelValue Evaluate(Frame frame)
    {
        // The usual path: an entry of a loop's item.
        return _ownerSlot >= 0 && frame[_ownerSlot].ContextOrNull is { } item && _place.IndexIn(Name, item) is >= 0 and var at
            ? item.Items[at]
            : Of(Owner.Evaluate(frame), frame);
    }

    internal override bool TryPlain(FeelContext variables, out FeelValue value)
    {
        if (Owner.TryPlain(variables, out var owner) && owner.ContextOrNull is { } context
            && _place.IndexIn(Name, context) is >= 0 and var at)
        {
            value = context.Items[at];
            return true;
        }

        value = default;
        return false;
    }

    // Apart, so that the usual path has no room to clear for these.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private FeelValue Of(FeelValue owner, Frame frame) =>
        owner.ContextOrNull is { } context && _place.IndexIn(Name, context) is >= 0 and var at ? context.Items[at]
            : owner.ListOrNull is { } list ? OfEach(list, frame)
            : PropertyOf(owner, frame);

    private FeelValue OfEach(FeelList list, Frame frame)
    {
        var values = new FeelValue[list.Count];
        for (var i = 0; i < values.Length && frame.Call.Spend(); i++)
        {
            var item = list[i];
            values[i] = item.ContextOrNull is { } context && _place.IndexIn(Name, context) is >= 0 and var at
                ? context.Items[at]
                : PropertyOf(item, frame);
        }

        return FeelValue.Of(new FeelList(values));
    }

    private FeelValue PropertyOf(in FeelValue owner, Frame frame)
    {
        if (Properties.TryGet(owner, Name, out var value))
        {
            return value;
        }

        return frame.Fail(this, FeelCauseKind.EntryNotFound, FeelErrors.EntryNotFound(Name, owner));
    }
}
