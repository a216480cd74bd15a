namespace DigiSoc.Feel.Tests.Typing;

/// <summary>What is wrong with the types of an expression, told without evaluating it.</summary>
public sealed class FindFaultsTests
{
    private static readonly FeelType Person = FeelType.ContextOf(
        [KeyValuePair.Create("name", FeelType.String), KeyValuePair.Create("age", FeelType.Number), KeyValuePair.Create("born on", FeelType.Date)]);

    private static readonly FeelNames Known = FeelNames.Empty
        .With("n", FeelType.Number).With("s", FeelType.String).With("b", FeelType.Boolean).With("d", FeelType.Date)
        .With("m", FeelType.DateTime).With("x").With("p", Person).With("ps", FeelType.ListOf(Person))
        .With("ns", FeelType.ListOf(FeelType.Number)).With("c", FeelType.ContextOf([]))
        .With("f", FeelType.FunctionOf([new FeelParameter("amount", FeelType.Number), new FeelParameter("of", Person)], FeelType.Number));

    [Theory]
    [InlineData("n + s", FeelCauseKind.TypeMismatch, "n + s", "`+` has no result for a number and a string")]
    [InlineData("1 + (s - s)", FeelCauseKind.TypeMismatch, "s - s", "`-` has no result for a string and a string")]
    [InlineData("-s", FeelCauseKind.TypeMismatch, "-s", "a number or a duration")]
    [InlineData("n / 0", FeelCauseKind.DivisionByZero, "n / 0", "divisor")]
    [InlineData("n = s", FeelCauseKind.TypeMismatch, "n = s", "one kind, found a number and a string")]
    [InlineData("d = m", FeelCauseKind.TypeMismatch, "d = m", "a date and a date and time")]
    [InlineData("p < p", FeelCauseKind.TypeMismatch, "p < p", "order, found a context")]
    [InlineData("n between 1 and s", FeelCauseKind.TypeMismatch, "n between 1 and s", "a number and a string")]
    [InlineData("n in (1, s)", FeelCauseKind.TypeMismatch, "n in (1, s)", "a number never passes a test that asks for a string")]
    [InlineData("n in [\"a\"]", FeelCauseKind.TypeMismatch, "n in [\"a\"]", "asks for a string")]
    [InlineData("n in [d..d]", FeelCauseKind.TypeMismatch, "n in [d..d]", "asks for a date")]
    [InlineData("[1..s]", FeelCauseKind.TypeMismatch, "[1..s]", "two ordered ends of one kind")]
    [InlineData("if n then 1 else 2", FeelCauseKind.TypeMismatch, "n", "the condition of `if` is true or false, found a number")]
    [InlineData("b and n", FeelCauseKind.TypeMismatch, "b and n", "true or false on both sides, found a number")]
    [InlineData("some i in ns satisfies i", FeelCauseKind.TypeMismatch, "i", "the condition of `some`")]
    [InlineData("p.nmae", FeelCauseKind.EntryNotFound, "p.nmae", "has no `nmae`; available: name, age, born on")]
    [InlineData("ps.agee", FeelCauseKind.EntryNotFound, "ps.agee", "have no `agee`")]
    [InlineData("ps[1].nmae", FeelCauseKind.EntryNotFound, "ps[1].nmae", "has no `nmae`")]
    [InlineData("{a: 1}.b", FeelCauseKind.EntryNotFound, "{a: 1}.b", "available: a")]
    [InlineData("n.year", FeelCauseKind.EntryNotFound, "n.year", "a number has no `year`")]
    [InlineData("d.yaer", FeelCauseKind.EntryNotFound, "d.yaer", "available: year, month, day, weekday")]
    [InlineData("for q in ps return q.agee", FeelCauseKind.EntryNotFound, "q.agee", "has no `agee`")]
    [InlineData("ps[agee > 3]", FeelCauseKind.NameNotFound, "agee", "available: name, age, born on, item")]
    [InlineData("count(ps[name = s]) + count(ns[name > 1])", FeelCauseKind.NameNotFound, "name", "neither an entry of the items nor known outside")]
    [InlineData("ps[age > \"3\"]", FeelCauseKind.TypeMismatch, "age > \"3\"", "a number and a string")]
    [InlineData("ps[\"a\"]", FeelCauseKind.TypeMismatch, "ps[\"a\"]", "a condition or a position, found a string")]
    [InlineData("ns[0]", FeelCauseKind.PositionNotFound, "ns[0]", "no position 0")]
    [InlineData("for i in 1..s return i", FeelCauseKind.TypeMismatch, "s", "integers or dates, found a string")]
    [InlineData("f(1)", FeelCauseKind.ArgumentsMismatch, "f(1)", "`f(amount: number, of: context<name: string, age: number, born on: date>)` is given 1 argument")]
    [InlineData("f(s, p)", FeelCauseKind.TypeMismatch, "f(s, p)", "`amount` takes number, found a string")]
    [InlineData("f(amuont: 1, of: p)", FeelCauseKind.ArgumentsMismatch, "f(amuont: 1, of: p)", "given `amuont`, `of`")]
    [InlineData("f(1, {name: \"A\"})", FeelCauseKind.TypeMismatch, "f(1, {name: \"A\"})", "`of` takes context")]
    [InlineData("(function(a) a)(1, 2)", FeelCauseKind.ArgumentsMismatch, "(function(a) a)(1, 2)", "2 arguments")]
    [InlineData("(function(a: number): string a + 1)", FeelCauseKind.CoercionFailed, "a + 1", "the function gives string, its body number")]
    [InlineData("n(1)", FeelCauseKind.TypeMismatch, "n", "only functions can be called")]
    [InlineData("string length(n)", FeelCauseKind.TypeMismatch, "string length(n)", "`string` takes string, found a number")]
    [InlineData("string length(s, s)", FeelCauseKind.ArgumentsMismatch, "string length(s, s)", "2 arguments")]
    [InlineData("substring(string: s, start: 1)", FeelCauseKind.ArgumentsMismatch, "substring(string: s, start: 1)", "`start`")]
    [InlineData("sum(ps.name)", FeelCauseKind.TypeMismatch, "sum(ps.name)", "numbers or durations")]
    [InlineData("max(1, s)", FeelCauseKind.TypeMismatch, "max(1, s)", "one ordered kind")]
    [InlineData("not(n)", FeelCauseKind.TypeMismatch, "not(n)", "true or false")]
    [InlineData("count(ps) + s", FeelCauseKind.TypeMismatch, "count(ps) + s", "a number and a string")]
    [InlineData("{a: 1, a: 2}", FeelCauseKind.MalformedValue, "{a: 1, a: 2}", "found twice: `a`")]
    [InlineData("ns instance of list", FeelCauseKind.InvalidValue, "ns instance of list", "does not say what is inside, as `list<Any>` does")]
    [InlineData("f(amount: s)", FeelCauseKind.TypeMismatch, "f(amount: s)", "`amount` takes number, found a string")]
    [InlineData("f(amount: 1, amount: 2)", FeelCauseKind.ArgumentsMismatch, "f(amount: 1, amount: 2)", "given `amount`, `amount`")]
    [InlineData("@\"tomorrow\"", FeelCauseKind.InvalidValue, "@\"tomorrow\"", "expected a date")]
    public void FindFaults_OfWhatCanNeverBe_TellsKindPlaceAndRemedy(string text, FeelCauseKind kind, string part, string says)
    {
        var fault = Feel.Parse(text, Known).FindFaults().Single();

        fault.Kind.ShouldBe(kind);
        text.Substring(fault.Span.Start, fault.Span.Length).ShouldBe(part);
        fault.Text.ShouldContain(says);
        fault.Remedy.ShouldEndWith(fault.Remedy.Contains("Did you mean", StringComparison.Ordinal) ? "?" : ".");
        fault.IsCertain.ShouldBeTrue();
    }

    // What FEEL converts, what is null-tolerant on purpose, and what is not known.
    [Theory]
    [InlineData("x + 1")]
    [InlineData("f(amount: 1)")]
    [InlineData("f(of: p)")]
    [InlineData("x.anything")]
    [InlineData("c.anything")]
    [InlineData("x[anything = 1]")]
    [InlineData("ps[x = 1]")]
    [InlineData("ps[item.age > 1 and age > n]")]
    [InlineData("ps[1].name")]
    [InlineData("p.age = null")]
    [InlineData("s != null and s in (\"a\", null)")]
    [InlineData("(if b then 1 else \"a\") + 1")]
    [InlineData("[{a: 1}, {a: 2, b: 3}].b")]
    [InlineData("(if b then p else {other: 1}).other")]
    [InlineData("count(n)")]
    [InlineData("string length([s])")]
    [InlineData("date and time(d, time(m))")]
    [InlineData("f(ns[1], [p])")]
    [InlineData("d + duration(\"P1D\")")]
    [InlineData("n * @\"P1D\" + @\"P1D\"")]
    [InlineData("d - d < @\"P1D\"")]
    [InlineData("for i in [1..n] return i + 1")]
    [InlineData("for i in n..3 return i + 1")]
    [InlineData("for i in ps return partial[1]")]
    [InlineData("b or null")]
    [InlineData("get entries(p)[key = \"name\"].value")]
    [InlineData("sort(ps, function(a, b) a.age < b.age)[1].name")]
    [InlineData("{name: s, twice: name + name}.twice")]
    [InlineData("{count: 2, r: count(ns)}.r")]
    [InlineData("max(ns) + 1")]
    public void FindFaults_OfWhatMayBe_FindsNothing(string text) =>
        Feel.Parse(text, Known).FindFaults().ShouldBeEmpty();

    [Fact]
    public void FindFaults_OfAMisspeltEntry_NamesTheNearest() =>
        Feel.Parse("p.nmae", Known).FindFaults().Single().Remedy.ShouldBe("Did you mean `name`?");

    [Theory]
    [InlineData("n + s", "Write string(…) around the number, or number(…) around the text.")]
    [InlineData("s * n", "Write number(…) around the text.")]
    [InlineData("n + b", "Correct one of the two, or the type it has.")]
    public void FindFaults_OfUnlikeOperands_SaysWhatHelps(string text, string remedy) =>
        Feel.Parse(text, Known).FindFaults().Single().Remedy.ShouldBe(remedy);

    [Fact]
    public void FindFaults_OfWhatFitsOnlyWhenEmpty_IsNotCertain() =>
        Feel.Parse("string join(ns, \", \")", Known).FindFaults().Single().IsCertain.ShouldBeFalse();

    [Theory]
    [InlineData("\"a\"", 1)]
    [InlineData("< d", 1)]
    [InlineData("1, s, [3..4]", 1)]
    [InlineData("not(\"a\")", 1)]
    [InlineData("? > s", 1)]
    [InlineData("true", 1)]
    [InlineData("< 5 and ? > 1", 1)]
    [InlineData("b", 0)]
    [InlineData("> n, x, null, [1, 2], ? > 3", 0)]
    public void FindFaults_OfTestsOfANumber_AreThoseItNeverPasses(string tests, int faults) =>
        FeelExpression.ParseUnaryTests(tests, Known.With("?", FeelType.Number)).Expression!.FindFaults().Count.ShouldBe(faults);
}
