using DigiSoc.Feel.Syntax;

namespace DigiSoc.Feel.Patterns;

/// <summary>Looks for a pattern in one text, match by match, by trying and going back.</summary>
/// <remarks>
/// Every instruction done counts; four are a step of the evaluation, so where a search ends does not depend on the machine.
/// A split that failed at a place fails there whatever came before it, unless a back-reference follows. Once a search takes long,
/// such failures are noted and not tried again: patterns without back-references take time linear to the text.
/// Not thread-safe; lives as long as one call of a function.
/// </remarks>
internal sealed class PatternMatcher(PatternProgram program, string text, FeelCall call)
{
    private const int InstructionsPerStep = 4;
    private const int InstructionsPerCount = 4_096;
    private const int PatienceBase = 2_000;
    private const int PatiencePerUnit = 16;

    private readonly PatternInstruction[] _code = program.Code;
    private readonly int[] _slots = new int[program.Slots];
    private readonly long _patience = program.HasBackReference ? long.MaxValue : PatienceBase + (PatiencePerUnit * (long)text.Length);

    // What to try next, on top: (instruction, place), or (~slot, what it held).
    private (int What, int Place)[] _stack = new (int, int)[16];
    private int _height;
    private ulong[]? _failed;
    private int _uncounted;
    private long _done;

    /// <summary>The evaluation has no steps left: there was no match, or one was not found.</summary>
    internal bool IsExhausted { get; private set; }

    internal int Begin => _slots[0];

    internal int End => _slots[1];

    /// <summary>Where a group took something last; (−1, −1) when it took no part.</summary>
    internal (int From, int To) Place(int group) => (_slots[2 * group], _slots[(2 * group) + 1]);

    /// <summary>What a group took last; nothing when it took no part.</summary>
    internal ReadOnlySpan<char> Group(int number)
    {
        var (from, to) = Place(number);
        return from < 0 || to < 0 ? [] : text.AsSpan(from..to);
    }

    /// <summary>The first match that begins at this place or later, not before the end of the one found last.</summary>
    internal bool Find(int from)
    {
        var found = false;
        for (var at = from; at <= text.Length && !found && !IsExhausted; at += UnitsAt(at))
        {
            found = MatchesAt(at);
        }

        IsExhausted = IsExhausted || !call.Spend(_uncounted / InstructionsPerStep);
        _uncounted %= InstructionsPerStep;
        if (found && _failed is not null)
        {
            ForgetAt(End);
        }

        return found && !IsExhausted;
    }

    private int UnitsAt(int at) =>
        at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;

    private bool MatchesAt(int start)
    {
        Array.Fill(_slots, -1);
        _height = 0;
        var (at, place) = (0, start);
        while (true)
        {
            if (++_uncounted >= InstructionsPerCount && !Count())
            {
                return false;
            }

            ref readonly var instruction = ref _code[at++];
            var goesOn = true;
            switch (instruction.Operation)
            {
                case PatternOperation.Unit:
                    goesOn = place < text.Length && text[place] == instruction.A;
                    place++;
                    break;
                case PatternOperation.Set:
                    goesOn = place < text.Length && Takes(program.Sets[instruction.A], ref place);
                    break;
                case PatternOperation.Split:
                    if (_failed is null || IsNewAt(place, instruction))
                    {
                        Push(instruction.B, place);
                        at = instruction.A;
                    }
                    else
                    {
                        goesOn = false;
                    }

                    break;
                case PatternOperation.Jump:
                    at = instruction.A;
                    break;
                case PatternOperation.Save:
                    Push(~instruction.A, _slots[instruction.A]);
                    _slots[instruction.A] = place;
                    break;
                case PatternOperation.Leave:
                    at = _slots[instruction.A] == place ? instruction.B : at;
                    break;
                case PatternOperation.BackReference:
                    goesOn = TakesAgain(instruction.A, ref place);
                    break;
                case PatternOperation.Start:
                    goesOn = place == 0 || (program.IsMultiline && text[place - 1] == '\n' && place < text.Length);
                    break;
                case PatternOperation.End:
                    goesOn = place == text.Length || (program.IsMultiline && text[place] == '\n');
                    break;
                default:
                    return true;
            }

            if (!goesOn && !GoBack(out at, out place))
            {
                return false;
            }
        }
    }

    private bool Takes(CharacterSet set, ref int place)
    {
        int point = text[place];
        var units = 1;
        if (point > 127)
        {
            point = Characters.PointAt(text, place, out units);
        }

        place += units;
        return set.Contains(point);
    }

    private bool TakesAgain(int number, ref int place)
    {
        var taken = Group(number);
        _uncounted += taken.Length;
        for (var i = 0; i < taken.Length;)
        {
            if (place >= text.Length)
            {
                return false;
            }

            var wanted = Characters.PointAt(taken, i, out var units);
            var found = Characters.PointAt(text, place, out var foundUnits);
            if (wanted != found && !(program.IsAnyCase && UnicodeSets.SameButCase(wanted, found)))
            {
                return false;
            }

            i += units;
            place += foundUnits;
        }

        return true;
    }

    private void Push(int what, int place)
    {
        if (_height == _stack.Length)
        {
            Array.Resize(ref _stack, 2 * _height);
        }

        _stack[_height++] = (what, place);
    }

    private bool GoBack(out int at, out int place)
    {
        while (_height > 0)
        {
            (at, place) = _stack[--_height];
            if (at >= 0)
            {
                return true;
            }

            _slots[~at] = place;
        }

        (at, place) = (0, 0);
        return false;
    }

    private bool Count()
    {
        _done += _uncounted;
        IsExhausted = !call.Spend(_uncounted / InstructionsPerStep);
        _uncounted %= InstructionsPerStep;
        if (!IsExhausted && _failed is null && _done > _patience)
        {
            BeginNoting();
        }

        return !IsExhausted;
    }

    /// <summary>A bit for each number of a split at each place; 64 are a step.</summary>
    private void BeginNoting()
    {
        var words = ((program.Choices * (text.Length + 1L)) >> 6) + 1;
        IsExhausted = !call.Spend((int)Math.Min(words, int.MaxValue));
        _failed = IsExhausted ? null : new ulong[words];
    }

    /// <summary>What follows a split depends on which loops around it have taken something in this round, and on nothing else.</summary>
    private bool IsNewAt(int place, in PatternInstruction split)
    {
        var choice = split.Choice;
        for (var loop = split.Loop; loop >= 0 && _slots[loop] == place; loop = program.LoopAround(loop))
        {
            choice++;
        }

        var bit = ((long)place * program.Choices) + choice;
        ref var word = ref _failed![bit >> 6];
        var mask = 1UL << (int)(bit & 63);
        var isNew = (word & mask) == 0;
        word |= mask;
        return isNew;
    }

    /// <summary>What was noted at the end of a match lies on its way and has not failed.</summary>
    private void ForgetAt(int place)
    {
        for (var choice = 0; choice < program.Choices; choice++)
        {
            var bit = ((long)place * program.Choices) + choice;
            _failed![bit >> 6] &= ~(1UL << (int)(bit & 63));
        }
    }
}
