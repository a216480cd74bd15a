using DigiSoc.Bpmn.Dialects;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Tests.Dialects;

public class JuelTests
{
    [Theory]
    [InlineData("${approved}", "approved")]
    [InlineData("#{approved}", "approved")]
    [InlineData("${amount>=100&&level=='A'}", "((amount >= 100) and (level = \"A\"))")]
    [InlineData("${!a || b ne null}", "(not(a) or (b != null))")]
    [InlineData("${a ? 'x' : 'y'}", "(if a then \"x\" else \"y\")")]
    [InlineData("${order.lines[0].price * 2}", "(order.lines[1].price * 2)")]
    [InlineData("${execution.getVariable('x') == 1}", "(x = 1)")]
    [InlineData("${environment.variables.x}", "x")]
    [InlineData("${nrOfCompletedInstances/nrOfInstances >= 0.6}", "((numberOfCompletedInstances / numberOfInstances) >= 0.6)")]
    [InlineData("${loopCounter == 0}", "((loopCounter - 1) = 0)")]
    [InlineData("${name.equals(\"say \\\"hi\\\"\")}", "(name = \"say \\\"hi\\\"\")")]
    [InlineData("${list.size() > 3}", "(count(list) > 3)")]
    [InlineData("${now()}", "now()")]
    [InlineData("${x == 1.5e3}", "(x = 1500)")]
    [InlineData("${variables:getOrDefault(x, 3)}", "(if x = null then 3 else x)")]
    [InlineData("${vars:gte('x', 3)}", "(x >= 3)")]
    public void ToFeel_ExpressionWithTheSameMeaning_IsRead(string juel, string expected)
    {
        string? feel = Juel.ToFeel(juel, mayBeText: false, out string reason);

        feel.ShouldBe(expected, reason);
        FeelExpression.Parse(feel!).Expression.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("${bean.decide(x)}", "calls code")]
    [InlineData("${today()}", "calls code")]
    [InlineData("${name.concat('x')}", "calls code")]
    [InlineData("${variables:base64(x)}", "calls code")]
    [InlineData("${execution.processInstanceId}", "object of another engine")]
    [InlineData("Dear ${name}", "mixes text")]
    [InlineData("${a} ${b}", "mixes text")]
    [InlineData("${a +}", "too early")]
    [InlineData("${a instanceof b}", "`instanceof` is not expected")]
    [InlineData("${'a}", "no end")]
    [InlineData("${list[i]}", "counts from 0")]
    public void ToFeel_WhatOnlyAnotherEngineKnows_IsRefusedByName(string juel, string expected)
    {
        Juel.ToFeel(juel, mayBeText: false, out string reason).ShouldBeNull();

        reason.ShouldContain(expected);
    }

    [Theory]
    [InlineData("Dear ${name}, you owe ${amount} EUR", "Dear Anna, you owe 5 EUR")]
    [InlineData("${name}${nobody}!", "Anna!")]
    [InlineData("a,${name}", "a,Anna")]
    [InlineData("${'}'}#{name}", "}Anna")]
    public void ToFeel_TextWithExpressions_IsJoined(string juel, string expected)
    {
        string? feel = Juel.ToFeel(juel, mayBeText: true, out string reason);

        feel.ShouldNotBeNull(reason);
        FeelContext variables = FeelContext.Of(("name", FeelValue.Of("Anna")), ("amount", FeelValue.Of(5)), ("nobody", FeelValue.Null));
        FeelExpression.Parse(feel).Expression!.Evaluate(variables, new FeelEnvironment(Bench.Start)).Value.ShouldBe(FeelValue.Of(expected));
    }

    [Theory]
    [InlineData("${7 % 3}", "1")]
    [InlineData("${-7 % 3}", "-1")]
    [InlineData("${7 mod -3}", "1")]
    [InlineData("${10 - 7 % 4 * 2}", "4")]
    [InlineData("${12 % 7 % 3}", "2")]
    [InlineData("${'abc'.startsWith('ab') && !'abc'.endsWith('x')}", "true")]
    [InlineData("${'abc'.contains('b') and list.contains('a')}", "true")]
    [InlineData("${list.contains('b')}", "false")]
    [InlineData("${'Ab'.toUpperCase().toString()}", "\"AB\"")]
    [InlineData("${list.isEmpty() || variables:isNotEmpty(nobody)}", "false")]
    [InlineData("${variables:equals('five', 5) && var:lt(five, 6)}", "true")]
    public void ToFeel_OperatorsAndCallsWithTheSameMeaning_GiveTheSameValue(string juel, string expected)
    {
        string? feel = Juel.ToFeel(juel, mayBeText: false, out string reason);

        feel.ShouldNotBeNull(reason);
        FeelContext variables = FeelContext.Of(("five", FeelValue.Of(5)), ("list", FeelValue.Of(FeelList.Of(FeelValue.Of("a")))), ("nobody", FeelValue.Null));
        FeelExpression.Parse(feel).Expression!.Evaluate(variables, new FeelEnvironment(Bench.Start)).Value.ToString().ShouldBe(expected, feel);
    }

    [Theory]
    [InlineData("bpmn:getDataObject('approved')", "approved")]
    [InlineData("not(getDataObject('approved')) and bpmn:getProcessProperty('state') = 'open'", "not(approved) and state = \"open\"")]
    [InlineData("approved", null)]
    public void XPathFunctions_OfBpmn_AreTheVariable(string text, string? expected) => XPathFunctions.ToFeel(text).ShouldBe(expected);

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("x", false)]
    public void ToFeel_Empty_MeansTheSame(string? value, bool expected)
    {
        FeelExpression feel = FeelExpression.Parse(Juel.ToFeel("${empty x}", mayBeText: false, out _)!).Expression!;

        FeelContext variables = FeelContext.Of(("x", value is null ? FeelValue.Null : FeelValue.Of(value)));

        feel.Evaluate(variables, new FeelEnvironment(Bench.Start)).Value.ShouldBe(FeelValue.Of(expected));
    }
}
