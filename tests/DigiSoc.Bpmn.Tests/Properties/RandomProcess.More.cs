namespace DigiSoc.Bpmn.Tests.Properties;

/// <summary>Blocks that join several elements: data, decisions, errors and escalations on their way, undoing, reminders.</summary>
internal sealed partial class RandomProcess
{
    /// <summary>An activity with conditional flows: as many tokens as are true, met again by an inclusive join.</summary>
    private string SplitByConditions(string from, int depth)
    {
        string split = Id("task");
        string join = Id("orjoin");
        string other = Id("task");
        Then(from, split, Models.Job(split, attributes: $"default=\"{split}-{other}\""));
        Add(Models.Gateway("inclusive", join) + Models.Job(other));
        Link(split, other);
        Link(other, join);
        for (int i = 0; i < 2; i++)
        {
            Branch(split, join, depth, _chance.OneIn(2) ? "true" : "false");
        }

        return join;
    }

    /// <summary>A job that reads a data object and writes another.</summary>
    private string Data(string from)
    {
        string id = Id("task");
        string data = Id("data");
        string carried =
            $"<bpmn:ioSpecification><bpmn:dataInput id=\"in_{id}\" name=\"taken\"/><bpmn:dataOutput id=\"out_{id}\" name=\"given\"/></bpmn:ioSpecification>"
            + $"<bpmn:dataInputAssociation><bpmn:sourceRef>{data}</bpmn:sourceRef><bpmn:targetRef>in_{id}</bpmn:targetRef></bpmn:dataInputAssociation>"
            + $"<bpmn:dataOutputAssociation><bpmn:sourceRef>out_{id}</bpmn:sourceRef><bpmn:targetRef>{data}</bpmn:targetRef></bpmn:dataOutputAssociation>";
        Add($"<bpmn:dataObject id=\"{data}\"/>");
        return Then(from, id, Models.Job(id, carried));
    }

    private string Decision(string from)
    {
        string id = Id("decide");
        return Then(from, id, $"<bpmn:businessRuleTask id=\"{id}\"><bpmn:extensionElements><zeebe:calledDecision decisionId=\"x\" resultVariable=\"decided\"/></bpmn:extensionElements></bpmn:businessRuleTask>");
    }

    /// <summary>A sub-process whose error is caught by an event sub-process inside it.</summary>
    private string ErrorAside(string from, int depth)
    {
        string id = Id("sub");
        string start = Id("start");
        string end = Id("end");
        string aside = Id("aside");
        string caught = Id("start");
        string last = Id("end");
        Add($"<bpmn:subProcess id=\"{id}\">{Models.Begin(start)}");
        string thrown = Chain(start, depth + 1);
        Then(thrown, end, Models.End(end, Models.OnError));
        Add($"<bpmn:subProcess id=\"{aside}\" triggeredByEvent=\"true\">{Models.Begin(caught, _chance.OneIn(2) ? Models.OnError : Models.OnAnyError)}");
        string handled = Chain(caught, depth + 2);
        Then(handled, last, Models.End(last));
        Add("</bpmn:subProcess></bpmn:subProcess>");
        Link(from, id);
        return id;
    }

    /// <summary>A completed sub-process is undone: by what it holds, or by its own compensation event sub-process.</summary>
    private string UndoneSubProcess(string from, int depth)
    {
        string id = Id("sub");
        string start = Id("start");
        string end = Id("end");
        Add($"<bpmn:subProcess id=\"{id}\">{Models.Begin(start)}");
        string last = Chain(Compensable(Compensable(start)), depth + 2);
        Then(last, end, Models.End(end));
        if (_chance.OneIn(2))
        {
            string undo = Id("aside");
            string begun = Id("start");
            string thrownInside = Id("throw");
            string done = Id("end");
            Add($"<bpmn:subProcess id=\"{undo}\" triggeredByEvent=\"true\">{Models.Begin(begun, Models.OnCompensation)}");
            Then(begun, thrownInside, Models.Throw(thrownInside, Models.OnCompensation));
            Then(thrownInside, done, Models.End(done));
            Add("</bpmn:subProcess>");
        }

        Add("</bpmn:subProcess>");
        Link(from, id);
        string thrown = Id("throw");
        string trigger = _chance.OneIn(2) ? Models.OnCompensation : $"<bpmn:compensateEventDefinition activityRef=\"{id}\"/>";
        return Then(id, thrown, Models.Throw(thrown, trigger));
    }

    /// <summary>A called process, for each element of a list.</summary>
    private string Called(string from)
    {
        string id = Id("call");
        string loop = Models.Loop("[1, 2]", _chance.OneIn(2), output: "outputCollection=\"calls\" outputElement=\"=item\"");
        return Then(from, id, $"<bpmn:callActivity id=\"{id}\"><bpmn:extensionElements><zeebe:calledElement processId=\"p2\"/></bpmn:extensionElements>{loop}</bpmn:callActivity>");
    }

    /// <summary>A task, or each round of one, with a timer that goes off again and again beside it.</summary>
    private string Reminded(string from, int depth)
    {
        string id = Id("task");
        string boundary = Id("boundary");
        Then(from, id, Models.User(id, _chance.OneIn(2) ? "" : "<zeebe:assignmentDefinition assignee=\"anna\"/>"));
        Add(Models.Boundary(boundary, id, _chance.OneIn(2) ? Models.OnCycle("R3/PT1H") : Models.OnCycle("0 0 9 * * *"), interrupting: false));
        Chain(boundary, depth + 2);
        return id;
    }

    /// <summary>An escalation thrown at the end of a sub-process, caught on its border or by an event sub-process around.</summary>
    private string Escalated(string from, int depth)
    {
        string id = Id("sub");
        string start = Id("start");
        string end = Id("end");
        Add($"<bpmn:subProcess id=\"{id}\">{Models.Begin(start)}");
        Then(Chain(start, depth + 1), end, Models.End(end, Models.OnEscalation));
        Add("</bpmn:subProcess>");
        Link(from, id);
        return Guarded(id, depth);
    }

    /// <summary>An ad-hoc sub-process that chooses its activities, and is through when one is done, or none is left.</summary>
    private string ChosenAdHoc(string from)
    {
        string id = Id("adhoc");
        string first = Id("task");
        string second = Id("task");
        string third = Id("task");
        string cancels = _chance.OneIn(2) ? "true" : "false";
        Add($"<bpmn:adHocSubProcess id=\"{id}\" cancelRemainingInstances=\"{cancels}\"><bpmn:extensionElements><zeebe:adHoc activeElementsCollection=\"=[&quot;{first}&quot;, &quot;{second}&quot;]\"/></bpmn:extensionElements>"
            + Models.Job(first) + Models.User(second) + Models.Job(third)
            + (_chance.OneIn(2) ? "<bpmn:completionCondition>=true</bpmn:completionCondition>" : "") + "</bpmn:adHocSubProcess>");
        Link(from, id);
        return id;
    }

    /// <summary>Now and then: a list of what the activations of an ad-hoc sub-process give.</summary>
    private string Gathering() => _chance.OneIn(2) ? "<zeebe:adHoc outputCollection=\"gathered\" outputElement=\"=sum\"/>" : "";

    /// <summary>A throwing event in the middle or at an end, and a date that has passed: what the other blocks leave out.</summary>
    private string Rest(string from, int depth)
    {
        string id = Id("sub");
        string start = Id("start");
        string split = Id("and");
        Add($"<bpmn:subProcess id=\"{id}\">{Models.Begin(start)}");
        Then(Chain(start, depth + 2), split, Models.Gateway("parallel", split));
        foreach (string trigger in (string[])[Models.OnMessage, Models.OnSignal, Models.OnEscalation, Models.OnMessage + Models.OnSignal])
        {
            string end = Id("end");
            Then(split, end, Models.End(end, trigger));
        }

        string date = Id("catch");
        string last = Id("end");
        Then(Then(split, date, Models.Catch(date, Models.OnDate("2030-01-01T00:00:00Z"))), last, Models.End(last));
        Add("</bpmn:subProcess>");
        Link(from, id);
        string caught = Id("boundary");
        string handled = Id("task");
        Add(Models.Boundary(caught, id, Models.OnMessage2 + Models.OnTimer("PT9H"), interrupting: false).Replace("<bpmn:boundaryEvent ", "<bpmn:boundaryEvent parallelMultiple=\"true\" ", StringComparison.Ordinal));
        Then(caught, handled, $"<bpmn:task id=\"{handled}\"/>");
        return id;
    }

    /// <summary>An ad-hoc sub-process whose activities a job chooses, until the job says that it is through.</summary>
    private string LedAdHoc(string from, int depth)
    {
        string id = Id("adhoc");
        Add($"<bpmn:adHocSubProcess id=\"{id}\"><bpmn:extensionElements><zeebe:taskDefinition type=\"lead\"/>{Gathering()}</bpmn:extensionElements>");
        for (int i = 0; i < 1 + _chance.Below(2); i++)
        {
            string first = Id("task");
            Add(_chance.OneIn(2) ? Models.Job(first) : $"<bpmn:task id=\"{first}\"/>");
            Chain(first, depth + 3);
        }

        Add("</bpmn:adHocSubProcess>");
        Link(from, id);
        return _chance.OneIn(3) ? Guarded(id, depth + 1) : id;
    }

    private static string Together(out bool isParallel)
    {
        isParallel = true;
        return Models.OnMessage + Models.OnMessage2 + Models.OnTimer("PT5H");
    }

    /// <summary>Several triggers thrown by one event, undoing among them, in the middle and at the end of a sub-process.</summary>
    private string ThrownTogether(string from, int depth)
    {
        string id = Id("sub");
        string start = Id("start");
        string thrown = Id("throw");
        string end = Id("end");
        Add($"<bpmn:subProcess id=\"{id}\">{Models.Begin(start)}");
        string last = Chain(Compensable(start), depth + 2);
        Then(last, thrown, Models.Throw(thrown, Models.OnCompensation + (_chance.OneIn(2) ? Models.OnMessage : Models.OnEscalation + Models.OnSignal)));
        last = Compensable(thrown);
        Then(last, end, Models.End(end, Models.OnCompensation + (_chance.OneIn(2) ? "" : Models.OnEscalation + Models.OnMessage)));
        Add("</bpmn:subProcess>");
        Link(from, id);
        return _chance.OneIn(2) ? Guarded(id, depth) : id;
    }

    /// <summary>An activity with boundary events of several triggers: the first of them, or all together.</summary>
    private string GuardedByMany(string from, int depth)
    {
        string id = Id("sub");
        Add($"<bpmn:subProcess id=\"{id}\">");
        Content(depth + 2);
        Add("</bpmn:subProcess>");
        Link(from, id);
        string first = Id("boundary");
        string all = Id("boundary");
        string join = Id("xorjoin");
        Add(Models.Boundary(first, id, Models.OnMessage + Models.OnTimer("PT4H") + Models.OnAnyError + Models.OnEscalation));
        Add(Models.Boundary(all, id, Together(out _)).Replace("<bpmn:boundaryEvent ", "<bpmn:boundaryEvent parallelMultiple=\"true\" ", StringComparison.Ordinal));
        if (_chance.OneIn(2))
        {
            string aside = Id("boundary");
            Add(Models.Boundary(aside, id, Models.OnMessage2 + Models.OnCycle("R2/PT6H"), interrupting: false));
            Chain(aside, depth + 2);
        }

        Then(id, join, Models.Gateway("exclusive", join));
        Link(Chain(first, depth + 2), join);
        Link(all, join);
        return join;
    }

    /// <summary>A sub-process or a call that repeats while its condition holds.</summary>
    private string RepeatedScope(string from, int depth)
    {
        if (_chance.OneIn(3))
        {
            string call = Id("call");
            return Then(from, call, $"<bpmn:callActivity id=\"{call}\"><bpmn:extensionElements><zeebe:calledElement processId=\"p2\"/></bpmn:extensionElements>{Repeating()}</bpmn:callActivity>");
        }

        string id = Id("sub");
        Add($"<bpmn:subProcess id=\"{id}\">{Repeating()}");
        Content(depth + 2);
        Add("</bpmn:subProcess>");
        Link(from, id);
        return _chance.OneIn(2) ? Guarded(id, depth) : id;
    }

    /// <summary>A transaction for each element of a list; one of them, drawn by chance or none, cancels them all.</summary>
    private string RepeatedTransaction(string from, int depth)
    {
        string id = Id("transaction");
        string start = Id("start");
        string split = Id("xor");
        string good = Id("end");
        string bad = Id("end");
        Add($"<bpmn:transaction id=\"{id}\">{Models.Loop("[1, 2, 3]", _chance.OneIn(2))}{Models.Begin(start)}");
        string last = Chain(Compensable(start), depth + 2);
        Then(last, split, Models.Gateway("exclusive", split, $"default=\"{split}-{good}\""));
        Add(Models.End(good));
        Link(split, good);
        string when = $"item = {1 + _chance.Below(4)}";
        if (_chance.OneIn(2))
        {
            Add(Models.End(bad, Models.OnCancel));
            Link(split, bad, when);
        }
        else
        {
            string inner = Id("sub");
            string begun = Id("start");
            Link(split, inner, when);
            Add($"<bpmn:subProcess id=\"{inner}\">{Models.Begin(begun)}");
            Then(Compensable(begun), bad, Models.End(bad, Models.OnCancel));
            Add("</bpmn:subProcess>");
        }

        Add("</bpmn:transaction>");
        Link(from, id);
        string boundary = Id("boundary");
        string join = Id("xorjoin");
        Add(Models.Boundary(boundary, id, Models.OnCancel));
        Then(id, join, Models.Gateway("exclusive", join));
        Link(boundary, join);
        return join;
    }
}
