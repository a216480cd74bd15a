namespace DigiSoc.Feel.Patterns;

/// <summary>What one instruction of a compiled pattern does; A and B are its operands.</summary>
internal enum PatternOperation
{
    /// <summary>Takes the UTF-16 unit A.</summary>
    Unit,

    /// <summary>Takes a code point of set A.</summary>
    Set,

    /// <summary>Goes on at A, and at B should that fail.</summary>
    Split,

    /// <summary>Goes on at A.</summary>
    Jump,

    /// <summary>Remembers the place in slot A.</summary>
    Save,

    /// <summary>Goes on at B where nothing was taken since slot A: a loop does not go round for nothing.</summary>
    Leave,

    /// <summary>Takes what group A took.</summary>
    BackReference,

    /// <summary>Is at a start.</summary>
    Start,

    /// <summary>Is at an end.</summary>
    End,

    /// <summary>Has matched.</summary>
    Accept,
}

/// <summary>One instruction.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="A">The first operand.</param>
/// <param name="B">The second one.</param>
/// <param name="Choice">Of a split: the first of its numbers, one for each of the loops around it that have taken nothing yet, and none.</param>
/// <param name="Loop">Of a split: the slot of the innermost loop around it that may take nothing, or −1.</param>
internal readonly record struct PatternInstruction(PatternOperation Operation, int A = 0, int B = 0, int Choice = 0, int Loop = -1);

/// <summary>A regular expression as instructions for <see cref="PatternMatcher"/>; counted repeats are written out.</summary>
internal sealed class PatternProgram
{
    private const int Longest = 10_000;

    private readonly List<PatternInstruction> _code = [];
    private readonly List<CharacterSet> _sets = [];
    private readonly Dictionary<int, int> _loopAround = [];
    private int _loop = -1;
    private int _loops;

    private PatternProgram(int groups, string flags)
    {
        Groups = groups;
        Slots = 2 * (groups + 1);
        IsMultiline = flags.Contains('m', StringComparison.Ordinal);
        IsAnyCase = flags.Contains('i', StringComparison.Ordinal);
    }

    internal int Groups { get; }

    /// <summary>Places remembered: begin and end of the whole (0 and 1) and of each group, then what loops need.</summary>
    internal int Slots { get; private set; }

    /// <summary>How many numbers splits have in all.</summary>
    internal int Choices { get; private set; }

    internal bool HasBackReference { get; private set; }

    internal bool IsMultiline { get; }

    internal bool IsAnyCase { get; }

    internal PatternInstruction[] Code { get; private set; } = [];

    internal CharacterSet[] Sets { get; private set; } = [];

    /// <summary>The slot of the loop around a loop that may take nothing, or −1.</summary>
    internal int LoopAround(int loop) => _loopAround[loop];

    internal static PatternProgram Compile(PatternNode node, int groups, string flags)
    {
        var program = new PatternProgram(groups, flags);
        program.Write(new PatternNode.Group(0, node));
        program.Emit(new(PatternOperation.Accept));
        program.Code = [.. program._code];
        program.Sets = [.. program._sets];
        return program;
    }

    private int Emit(PatternInstruction instruction)
    {
        if (_code.Count >= Longest)
        {
            throw new PatternException($"with its repeats written out it has more than {Longest} parts");
        }

        _code.Add(instruction);
        return _code.Count - 1;
    }

    private void Write(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.OneOf one: WriteOne(one.Set); break;
            case PatternNode.Sequence sequence: WriteAll(sequence.Parts); break;
            case PatternNode.Choice choice: WriteChoice(choice.Branches); break;
            case PatternNode.Group group: WriteGroup(group); break;
            case PatternNode.Repeat repeat: WriteRepeat(repeat); break;
            case PatternNode.BackReference reference: WriteBackReference(reference.Number); break;
            case PatternNode.Start: Emit(new(PatternOperation.Start)); break;
            case PatternNode.End: Emit(new(PatternOperation.End)); break;
            default: throw new InvalidOperationException($"Bug: no instruction for {node}");
        }
    }

    private void WriteOne(CharacterSet set)
    {
        if (set.Single is >= 0 and <= 0xFFFF and var unit && !char.IsSurrogate((char)unit))
        {
            Emit(new(PatternOperation.Unit, unit));
            return;
        }

        // Copies of a repeat share their set.
        var known = _sets.LastIndexOf(set);
        Emit(new(PatternOperation.Set, known >= 0 ? known : _sets.Count));
        if (known < 0)
        {
            _sets.Add(set);
        }
    }

    private void WriteAll(IReadOnlyList<PatternNode> parts)
    {
        foreach (var part in parts)
        {
            Write(part);
        }
    }

    private void WriteChoice(IReadOnlyList<PatternNode> branches)
    {
        var ends = new List<int>();
        for (var i = 0; i < branches.Count - 1; i++)
        {
            var split = EmitSplit();
            Write(branches[i]);
            ends.Add(Emit(new(PatternOperation.Jump)));
            Aim(split, split + 1, _code.Count, isReluctant: false);
        }

        Write(branches[^1]);
        foreach (var end in ends)
        {
            _code[end] = _code[end] with { A = _code.Count };
        }
    }

    private void WriteGroup(PatternNode.Group group)
    {
        Emit(new(PatternOperation.Save, 2 * group.Number));
        Write(group.Part);
        Emit(new(PatternOperation.Save, (2 * group.Number) + 1));
    }

    private void WriteBackReference(int group)
    {
        HasBackReference = true;
        Emit(new(PatternOperation.BackReference, group));
    }

    private void WriteRepeat(PatternNode.Repeat repeat)
    {
        var copies = repeat.Most < 0 ? Math.Max(repeat.Least - 1, 0) : repeat.Least;
        for (var i = 0; i < copies && WroteSomething(repeat.Part); i++)
        {
        }

        if (repeat.Most < 0)
        {
            WriteLoop(repeat);
        }
        else
        {
            WriteOptional(repeat);
        }
    }

    /// <summary>False after a part without instructions: of it one copy is as good as a million.</summary>
    private bool WroteSomething(PatternNode part)
    {
        var before = _code.Count;
        Write(part);
        return _code.Count > before;
    }

    /// <summary>As often as there is something to take: once at least (the test behind the part), or not at all (before it).</summary>
    private void WriteLoop(PatternNode.Repeat repeat)
    {
        var testsFirst = repeat.Least == 0;
        var before = testsFirst ? EmitSplit() : -1;
        var body = _code.Count;
        var leave = IsNullable(repeat.Part) ? WriteRound(repeat.Part) : -1;
        if (leave < 0)
        {
            Write(repeat.Part);
        }

        var after = testsFirst ? Emit(new(PatternOperation.Jump, before)) : EmitSplit();
        Aim(testsFirst ? before : after, body, _code.Count, repeat.IsReluctant);
        if (leave >= 0)
        {
            _code[leave] = _code[leave] with { B = _code.Count };
        }
    }

    /// <summary>A part that may take nothing, between what remembers where it began and the leaving in that case.</summary>
    private int WriteRound(PatternNode part)
    {
        var around = _loop;
        _loop = Slots++;
        _loops++;
        _loopAround[_loop] = around;
        Emit(new(PatternOperation.Save, _loop));
        Write(part);
        var leave = Emit(new(PatternOperation.Leave, _loop));
        _loop = around;
        _loops--;
        return leave;
    }

    private void WriteOptional(PatternNode.Repeat repeat)
    {
        var splits = new List<int>();
        for (var i = repeat.Least; i < repeat.Most; i++)
        {
            splits.Add(EmitSplit());
            Write(repeat.Part);
        }

        foreach (var split in splits)
        {
            Aim(split, split + 1, _code.Count, repeat.IsReluctant);
        }
    }

    private int EmitSplit()
    {
        var choice = Choices;
        Choices += _loops + 1;
        return Emit(new(PatternOperation.Split, Choice: choice, Loop: _loop));
    }

    private void Aim(int split, int into, int past, bool isReluctant) =>
        _code[split] = _code[split] with { A = isReluctant ? past : into, B = isReluctant ? into : past };

    private static bool IsNullable(PatternNode node) => node switch
    {
        PatternNode.OneOf => false,
        PatternNode.Sequence sequence => sequence.Parts.All(IsNullable),
        PatternNode.Choice choice => choice.Branches.Any(IsNullable),
        PatternNode.Group group => IsNullable(group.Part),
        PatternNode.Repeat repeat => repeat.Least == 0 || IsNullable(repeat.Part),
        _ => true,
    };
}
