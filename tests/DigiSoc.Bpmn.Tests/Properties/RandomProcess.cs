using System.Globalization;
using System.Text;
using DigiSoc.Bpmn.Driving;

namespace DigiSoc.Bpmn.Tests.Properties;

/// <summary>Makes a valid process of randomly nested blocks, each entered by one token and left by one, so that it always completes.</summary>
/// <remarks>
/// Left out, for no process of them is sure to end: joins that only some tokens reach, signals without interruption that what
/// they begin could throw again, loops without a counter. Starts other than none, links across scopes and models of other
/// dialects have tests of their own.
/// </remarks>
internal sealed partial class RandomProcess
{
    private readonly Chance _chance;
    private readonly StringBuilder _text = new();
    private int _count;
    private int _left;

    private RandomProcess(ulong seed, int size)
    {
        _chance = new Chance(seed);
        _left = size;
    }

    /// <summary>The file; the same seed and size give the same file.</summary>
    public static string Xml(ulong seed, int size = 14)
    {
        RandomProcess random = new(seed, size);
        random.Content(depth: 0);
        return Models.Document(random._text.ToString());
    }

    private string Id(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{++_count}");

    private void Add(string xml) => _text.Append(xml);

    private void Link(string from, string to, string? condition = null) => Add(Models.Flow(from, to, condition));

    /// <summary>What a process or sub-process holds: start, a chain of blocks, end; now and then an event sub-process.</summary>
    private void Content(int depth)
    {
        string start = Id("start");
        Add(Models.Begin(start));
        string last = Chain(start, depth);
        string end = Id("end");
        Add(Models.End(end));
        Link(last, end);
        if (_chance.OneIn(4))
        {
            EventSubProcess(depth);
        }
    }

    private string Chain(string from, int depth)
    {
        int length = 1 + _chance.Below(3);
        for (int i = 0; i < length; i++)
        {
            from = Block(from, depth);
        }

        return from;
    }

    /// <summary>Adds a block behind an element and gives the element by which the token leaves it.</summary>
    private string Block(string from, int depth)
    {
        if (--_left < 0 || depth > 4)
        {
            return Task(from);
        }

        return _chance.Below(37) switch
        {
            0 or 1 => Exclusive(from, depth),
            2 or 3 => Parallel(from, depth),
            4 or 5 => Inclusive(from, depth),
            6 => EventBased(from, depth),
            7 or 8 => SubProcess(from, depth),
            9 => Repeat(from, depth),
            10 => Catch(from),
            11 => Throw(from),
            12 => LinkPair(from),
            13 => MultiInstance(from, depth),
            14 => AdHoc(from, depth),
            15 => Transaction(from, depth),
            16 => Compensation(from),
            17 => StandardLoop(from),
            18 => Errors(from, depth),
            19 => SplitByConditions(from, depth),
            20 => Data(from),
            21 => Decision(from),
            22 => ErrorAside(from, depth),
            23 => UndoneSubProcess(from, depth),
            24 => Called(from),
            25 => Reminded(from, depth),
            26 => Escalated(from, depth),
            27 => ChosenAdHoc(from),
            28 => LedAdHoc(from, depth),
            29 => Rest(from, depth),
            30 => ThrownTogether(from, depth),
            31 => GuardedByMany(from, depth),
            32 => RepeatedScope(from, depth),
            33 or 34 => RepeatedTransaction(from, depth),
            _ => Task(from),
        };
    }

    private string Then(string from, string id, string xml)
    {
        Add(xml);
        Link(from, id);
        return id;
    }

    private string Task(string from)
    {
        string id = Id("task");
        return Then(from, id, _chance.Below(9) switch
        {
            0 => Models.User(id),
            1 => Models.Script(id, "1 + 1", "sum"),
            2 => $"<bpmn:manualTask id=\"{id}\"/>",
            3 => $"<bpmn:task id=\"{id}\"/>",
            4 => $"<bpmn:receiveTask id=\"{id}\" messageRef=\"M\"/>",
            5 => $"<bpmn:sendTask id=\"{id}\" messageRef=\"M\"/>",
            6 => $"<bpmn:callActivity id=\"{id}\"><bpmn:extensionElements><zeebe:calledElement processId=\"{(_chance.OneIn(2) ? "p2" : "elsewhere")}\"/></bpmn:extensionElements></bpmn:callActivity>",
            _ => Models.Job(id),
        });
    }

    private string Exclusive(string from, int depth)
    {
        string split = Id("xor");
        string join = Id("xorjoin");
        string other = Id("task");
        Then(from, split, Models.Gateway("exclusive", split, $"default=\"{split}-{other}\""));
        Add(Models.Gateway("exclusive", join));
        Add(Models.Job(other));
        Link(split, other);
        Link(other, join);
        Branch(split, join, depth, _chance.OneIn(2) ? "true" : "false");
        return join;
    }

    private string Parallel(string from, int depth)
    {
        string split = Id("and");
        string join = Id("andjoin");
        Then(from, split, Models.Gateway("parallel", split));
        Add(Models.Gateway("parallel", join));
        for (int i = 0; i < 2 + _chance.Below(2); i++)
        {
            Branch(split, join, depth, null);
        }

        return join;
    }

    private string Inclusive(string from, int depth)
    {
        string split = Id("or");
        string join = Id("orjoin");
        string other = Id("task");
        Then(from, split, Models.Gateway("inclusive", split, $"default=\"{split}-{other}\""));
        Add(Models.Gateway("inclusive", join));
        Add(Models.Job(other));
        Link(split, other);
        Link(other, join);
        for (int i = 0; i < 2 + _chance.Below(2); i++)
        {
            Branch(split, join, depth, _chance.OneIn(2) ? "true" : "false");
        }

        return join;
    }

    private void Branch(string split, string join, int depth, string? condition)
    {
        string first = Id("task");
        Add($"<bpmn:task id=\"{first}\"/>");
        Link(split, first, condition);
        Link(Chain(first, depth + 1), join);
    }

    private string EventBased(string from, int depth)
    {
        string gateway = Id("event");
        string join = Id("xorjoin");
        Then(from, gateway, Models.Gateway("eventBased", gateway));
        Add(Models.Gateway("exclusive", join));
        for (int i = 0; i < 2 + _chance.Below(2); i++)
        {
            string caught = Id("catch");
            Add(_chance.OneIn(4) ? $"<bpmn:receiveTask id=\"{caught}\" messageRef=\"M\"/>" : Models.Catch(caught, Trigger()));
            Link(gateway, caught);
            Link(Chain(caught, depth + 1), join);
        }

        return join;
    }

    private string Trigger() => _chance.Below(4) switch
    {
        0 => Models.OnMessage,
        1 => Models.OnSignal,
        2 => Models.OnTimer("PT1H"),
        _ => Models.OnMessage2,
    };

    private string Catch(string from)
    {
        string id = Id("catch");
        return Then(from, id, _chance.Below(5) switch
        {
            0 => Models.Catch(id, Models.OnMessage + Models.OnTimer("PT2H")),
            1 => Models.Catch(id, Models.OnMessage + Models.OnSignal, "parallelMultiple=\"true\""),
            2 => Models.Catch(id, Models.OnCondition("1 < 2")),
            _ => Models.Catch(id, Trigger()),
        });
    }

    private string Throw(string from)
    {
        string id = Id("throw");
        return Then(from, id, Models.Throw(id, _chance.Below(4) switch
        {
            0 => Models.OnSignal,
            1 => Models.OnEscalation,
            2 => Models.OnMessage,
            _ => "",
        }));
    }

    private string LinkPair(string from)
    {
        string name = Id("link");
        string thrown = Id("throw");
        Then(from, thrown, Models.Throw(thrown, Models.Link(name)));
        string caught = Id("catch");
        Add(Models.Catch(caught, Models.Link(name)));
        return caught;
    }

    /// <summary>Back to the start of the block until a counter has passed.</summary>
    private string Repeat(string from, int depth)
    {
        string head = Id("xor");
        string counter = Id("count");
        string step = Id("task");
        string decide = Id("xor");
        string after = Id("task");
        Then(from, head, Models.Gateway("exclusive", head));
        string last = Chain(head, depth + 1);
        Then(last, step, Models.Script(step, $"if {counter} = null then 1 else {counter} + 1", counter));
        Then(step, decide, Models.Gateway("exclusive", decide, $"default=\"{decide}-{after}\""));
        Link(decide, head, $"{counter} < {2 + _chance.Below(2)}");
        return Then(decide, after, $"<bpmn:task id=\"{after}\"/>");
    }

    private string SubProcess(string from, int depth)
    {
        string id = Id("sub");
        Add($"<bpmn:subProcess id=\"{id}\">");
        Content(depth + 1);
        Add("</bpmn:subProcess>");
        Link(from, id);
        return _chance.OneIn(2) ? Guarded(id, depth) : id;
    }

    /// <summary>A boundary event; interrupting, its path meets the usual one again, otherwise it ends with its last activity, for an ad-hoc sub-process may hold no end event.</summary>
    private string Guarded(string activity, int depth)
    {
        string boundary = Id("boundary");
        bool interrupts = _chance.OneIn(2);
        string trigger = _chance.Below(6) switch
        {
            0 => Models.OnEscalation,
            1 when interrupts => Models.OnAnyError,
            2 => Models.OnCondition("sum = 2"),
            // A signal that does not interrupt would trigger itself: what it begins may throw it again.
            _ => interrupts ? Trigger() : Models.OnMessage2,
        };
        Add(Models.Boundary(boundary, activity, trigger, interrupts));
        string handled = Chain(boundary, depth + 1);
        if (!interrupts)
        {
            return activity;
        }

        string join = Id("xorjoin");
        Then(activity, join, Models.Gateway("exclusive", join));
        Link(handled, join);
        return join;
    }

    private string MultiInstance(string from, int depth)
    {
        string id = Id("multi");
        string loop = Models.Loop(
            "[1, 2, 3]",
            _chance.OneIn(2),
            output: "outputCollection=\"results\" outputElement=\"=item * 2\"",
            inside: _chance.OneIn(3) ? "<bpmn:completionCondition>=numberOfCompletedInstances > 1</bpmn:completionCondition>" : "");
        if (_chance.OneIn(2))
        {
            return Then(from, id, Models.Job(id, loop));
        }

        Add($"<bpmn:subProcess id=\"{id}\">{loop}");
        Content(depth + 2);
        Add("</bpmn:subProcess>");
        Link(from, id);
        return id;
    }

    private string StandardLoop(string from)
    {
        string id = Id("loop");
        return Then(from, id, Models.Job(id, Repeating()));
    }

    private string Repeating() =>
        $"<bpmn:standardLoopCharacteristics testBefore=\"{(_chance.OneIn(2) ? "true" : "false")}\" loopMaximum=\"{1 + _chance.Below(3)}\"><bpmn:loopCondition>=1 = 1</bpmn:loopCondition></bpmn:standardLoopCharacteristics>";

    private string AdHoc(string from, int depth)
    {
        string id = Id("adhoc");
        Add($"<bpmn:adHocSubProcess id=\"{id}\" ordering=\"{(_chance.OneIn(2) ? "Sequential" : "Parallel")}\"><bpmn:extensionElements>{Gathering()}</bpmn:extensionElements>");
        for (int i = 0; i < 1 + _chance.Below(3); i++)
        {
            string first = Id("task");
            Add(Models.Job(first));
            Chain(first, depth + 2);
        }

        Add("</bpmn:adHocSubProcess>");
        Link(from, id);
        return id;
    }

    /// <summary>A transaction that is canceled now and then; what it did is undone.</summary>
    private string Transaction(string from, int depth)
    {
        string id = Id("transaction");
        string start = Id("start");
        Add($"<bpmn:transaction id=\"{id}\">{Models.Begin(start)}");
        string last = Compensable(start);
        string split = Id("xor");
        string good = Id("end");
        string bad = Id("end");
        last = Chain(last, depth + 2);
        Then(last, split, Models.Gateway("exclusive", split, $"default=\"{split}-{good}\""));
        Add(Models.End(good) + Models.End(bad, Models.OnCancel));
        Link(split, good);
        Link(split, bad, _chance.OneIn(2) ? "true" : "false");
        Add("</bpmn:transaction>");
        Link(from, id);
        string boundary = Id("boundary");
        string join = Id("xorjoin");
        Add(Models.Boundary(boundary, id, Models.OnCancel));
        Then(id, join, Models.Gateway("exclusive", join));
        Link(boundary, join);
        return join;
    }

    private string Compensable(string from)
    {
        string done = Id("task");
        string boundary = Id("boundary");
        string handler = Id("undo");
        Then(from, done, Models.Job(done));
        Add(Models.Boundary(boundary, done, Models.OnCompensation)
            + Models.Job(handler, attributes: "isForCompensation=\"true\"")
            + Models.Associate(boundary, handler));
        return done;
    }

    private string Compensation(string from)
    {
        string done = Compensable(Compensable(from));
        string thrown = Id("throw");
        return Then(done, thrown, Models.Throw(thrown, Models.OnCompensation));
    }

    /// <summary>A sub-process that ends with an error, caught on its border.</summary>
    private string Errors(string from, int depth)
    {
        string id = Id("sub");
        string start = Id("start");
        string end = Id("end");
        Add($"<bpmn:subProcess id=\"{id}\">{Models.Begin(start)}");
        string last = Chain(start, depth + 1);
        Then(last, end, Models.End(end, _chance.OneIn(2) ? Models.OnError : Models.Terminate));
        Add("</bpmn:subProcess>");
        Link(from, id);
        string boundary = Id("boundary");
        string join = Id("xorjoin");
        Add(Models.Boundary(boundary, id, Models.OnAnyError));
        Then(id, join, Models.Gateway("exclusive", join));
        Link(boundary, join);
        return join;
    }

    private void EventSubProcess(int depth)
    {
        string id = Id("aside");
        string start = Id("start");
        bool interrupts = _chance.OneIn(3);
        bool isParallel = false;
        string trigger = _chance.Below(8) switch
        {
            0 => Models.OnEscalation,
            1 => Models.OnMessage2,
            2 => Models.OnTimer("PT3H"),
            3 => Models.OnCondition("sum = 2"),
            4 => Models.OnCycle("R2/PT1H"),
            5 => Together(out isParallel),
            6 => Models.OnMessage2 + Models.OnCycle("R1/PT1H") + Models.OnEscalation,
            _ => interrupts ? Models.OnSignal : Models.OnMessage,
        };
        Add($"<bpmn:subProcess id=\"{id}\" triggeredByEvent=\"true\">{Models.Begin(start, trigger, $"isInterrupting=\"{(interrupts ? "true" : "false")}\" parallelMultiple=\"{(isParallel ? "true" : "false")}\"")}");
        string last = Chain(start, depth + 2);
        string end = Id("end");
        Then(last, end, Models.End(end));
        Add("</bpmn:subProcess>");
    }
}
