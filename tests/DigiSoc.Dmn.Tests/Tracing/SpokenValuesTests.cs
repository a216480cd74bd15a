using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using DigiSoc.Dmn.Tracing;

namespace DigiSoc.Dmn.Tests.Tracing;

/// <summary>Values, tests and sentences as a case worker would write them into a letter.</summary>
public sealed partial class SpokenValuesTests
{
    [Theory]
    [InlineData("1234.50", "1234,50", "1234.50")]
    [InlineData("-0.5", "-0,5", "-0.5")]
    [InlineData("true", "jā", "yes")]
    [InlineData("null", "tukša vērtība", "empty")]
    [InlineData("\"Jānis\"", "“Jānis”", "“Jānis”")]
    [InlineData("@\"2026-11-01\"", "2026. gada 1. novembris", "1 November 2026")]
    [InlineData("@\"10:30:00\"", "plkst. 10:30", "10:30")]
    [InlineData("@\"09:05:07.25\"", "plkst. 09:05:07,25", "09:05:07.25")]
    [InlineData("@\"10:30:00Z\"", "plkst. 10:30 (UTC)", "10:30 (UTC)")]
    [InlineData("@\"2026-03-08T10:30:00+02:00\"", "2026. gada 8. marts plkst. 10:30 (UTC+02:00)", "8 March 2026, 10:30 (UTC+02:00)")]
    [InlineData("@\"2026-03-08T10:30:00@Europe/Riga\"", "2026. gada 8. marts plkst. 10:30 (Europe/Riga)", "8 March 2026, 10:30 (Europe/Riga)")]
    [InlineData("@\"P1Y2M\"", "1 gads un 2 mēneši", "1 year and 2 months")]
    [InlineData("@\"P21Y\"", "21 gads", "21 years")]
    [InlineData("@\"P11Y1M\"", "11 gadi un 1 mēnesis", "11 years and 1 month")]
    [InlineData("@\"-P3M\"", "mīnus 3 mēneši", "minus 3 months")]
    [InlineData("@\"P0M\"", "0 mēneši", "0 months")]
    [InlineData("@\"P10DT1H\"", "10 dienas un 1 stunda", "10 days and 1 hour")]
    [InlineData("@\"P1DT2H3M1.5S\"", "1 diena, 2 stundas, 3 minūtes un 1,5 sekundes", "1 day, 2 hours, 3 minutes and 1.5 seconds")]
    [InlineData("@\"PT0S\"", "0 dienas", "0 days")]
    [InlineData("[1.5, 2]", "1,5; 2", "1.5, 2")]
    [InlineData("[]", "tukšs saraksts", "an empty list")]
    [InlineData("[[1, 2], [3]]", "(1; 2); 3", "(1, 2), 3")]
    [InlineData("{a: 1, b: true}", "a = 1; b = jā", "a = 1, b = yes")]
    [InlineData("{a: {b: 1}, c: [1]}", "a = (b = 1); c = 1", "a = (b = 1), c = 1")]
    [InlineData("203.5 + 203.5", "407", "407")]
    [InlineData("for i in 1..15 return i", "1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12 un vēl 3", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 3 more")]
    [InlineData("[1..5]", "no 1 līdz 5", "from 1 to 5")]
    public void Value_IsSaidInWords(string feel, string latvian, string english)
    {
        var value = Sample.Feel(feel);

        new SpokenValues("lv").Value(value).ShouldBe(latvian);
        new SpokenValues("en").Value(value).ShouldBe(english);
    }

    [Theory]
    [InlineData("< 5", "mazāk nekā 5", "less than 5")]
    [InlineData(">= 2.5", "vismaz 2,5", "at least 2.5")]
    [InlineData("[18..64]", "no 18 līdz 64", "from 18 to 64")]
    [InlineData("(18..64]", "vairāk nekā 18 un ne vairāk kā 64", "more than 18 and at most 64")]
    [InlineData("\"a\", \"b\"", "“a” vai “b”", "“a” or “b”")]
    [InlineData("not(\"a\")", "jebkas, izņemot: “a”", "anything but “a”")]
    [InlineData("!= 3", "jebkas, izņemot: 3", "anything but 3")]
    [InlineData("null", "tukša vērtība", "empty")]
    [InlineData("false", "nē", "no")]
    [InlineData("< date(\"2026-11-01\")", "pirms 2026. gada 1. novembra", "earlier than 1 November 2026")]
    [InlineData("<= @\"2026-11-01\"", "ne vēlāk kā 2026. gada 1. novembrī", "1 November 2026 or earlier")]
    [InlineData("> @\"2026-04-30\"", "pēc 2026. gada 30. aprīļa", "later than 30 April 2026")]
    [InlineData(">= @\"2026-03-01\"", "ne agrāk kā 2026. gada 1. martā", "1 March 2026 or later")]
    [InlineData("[@\"2026-01-01\"..@\"2026-12-31\"]", "no 2026. gada 1. janvāra līdz 2026. gada 31. decembrim", "from 1 January 2026 to 31 December 2026")]
    [InlineData("date(\"2026-11-01\")", "2026. gada 1. novembris", "1 November 2026")]
    [InlineData("> duration(\"P1Y\")", "vairāk nekā 1 gads", "more than 1 year")]
    [InlineData("[@\"P1M\"..@\"P3M\"]", "vismaz 1 mēnesis un ne vairāk kā 3 mēneši", "at least 1 month and at most 3 months")]
    [InlineData("< limit * 1.5", "“< limit * 1,5”", "“< limit * 1.5”")]
    [InlineData("> born + @\"P18Y\"", "“> born + 18 gadi”", "“> born + 18 years”")]
    [InlineData("< date and time(\"2026-11-01T00:00:00\") - x", "“< 2026. gada 1. novembris plkst. 00:00 - x”", "“< 1 November 2026, 00:00 - x”")]
    public void Test_IsSaidInWords(string test, string latvian, string english)
    {
        new SpokenValues("lv").Test(test).ShouldBe(latvian);
        new SpokenValues("en").Test(test).ShouldBe(english);
    }

    [Fact]
    public void InWords_DatesAndNormsAtTheEnd_HaveOneFullStop()
    {
        var table = Sample.Table("", ["on:date"], ["o:date"], ">= @\"2026-11-01\" => @\"2026-12-01\" # MK 2026. g. not. 12. p.", "< @\"2026-11-01\" => null");
        var words = Both(table, "on", "date", "@\"2026-11-02\"");

        words.ShouldContain("Lēmuma “d” rezultāts: 2026. gada 1. decembris.");
        words.ShouldContain("Result of “d”: 1 December 2026.");
        words.ShouldContain("Tiesību norma: MK 2026. g. not. 12. p.");
        words.ShouldAllBe(sentence => !sentence.Contains("..", StringComparison.Ordinal));
    }

    [Fact]
    public void InWords_SeveralRulesOfAUniqueTable_SaysThatOnlyOneMayApply()
    {
        var table = Sample.Table("", ["x:number"], ["o:string"], "> 1 => \"a\"", "> 2 => \"b\"", "> 9 => \"c\"");
        var words = Both(table, "x", "number", "5");

        words.ShouldContain("Piemērojami vairāki noteikumi (1., 2.), bet tabulā drīkst būt piemērojams tikai viens; tāpēc rezultāta nav.");
        words.ShouldContain("Several rules apply (1, 2), but the table allows only one; so there is no result.");
        words.ShouldContain("2. noteikums ir piemērojams: x = 5 (noteikumā prasīts: vairāk nekā 2).");
        words.ShouldAllBe(sentence => !sentence.StartsWith("Iemesls", StringComparison.Ordinal) && !sentence.StartsWith("Cause", StringComparison.Ordinal));
    }

    [Fact]
    public void InWords_DifferentResultsOfAnAnyTable_SaysThatTheyMustBeTheSame()
    {
        var table = Sample.Table("hitPolicy=\"ANY\"", ["x:number"], ["o:string"], "> 1 => \"a\"", "> 2 => \"b\"");

        Both(table, "x", "number", "5").ShouldContain(
            "Piemērojami vairāki noteikumi (1., 2.) ar atšķirīgiem rezultātiem, bet tabulā tiem jābūt vienādiem; tāpēc rezultāta nav.");
    }

    [Fact]
    public void InWords_InputThatTheTableDoesNotTake_SaysWhichAndWhatItTakes()
    {
        var table = Sample.Table("", ["x:string:\"a\", \"b\""], ["o:string"], "\"a\" => \"1\"", "\"b\" => \"2\"");
        var words = Both(table, "x", "string", "\"c\"");

        words.ShouldContain("x = “c”, bet tabulā atļauts tikai: “a” vai “b”. Noteikumi netika vērtēti.");
        words.ShouldContain("x is “c”, but the table takes only: “a” or “b”. No rule was tried.");
    }

    [Fact]
    public void InWords_OtherPoliciesAndDefaults_SayWhatWasTaken()
    {
        var sum = Sample.Table("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", ["x:number"], ["o:number"], "> 1 => 1.5", "> 2 => 2");
        var first = Sample.Table("hitPolicy=\"FIRST\"", ["x:number"], ["o:number"], "> 1 => 1", "> 2 => 2");
        var otherwise = Sample.Table("", ["x:number"], ["o:number::7"], "> 9 => 1");

        Both(sum, "x", "number", "5").ShouldContain("Tabulas rezultāts ir piemērojamo noteikumu vērtību summa: 3,5.");
        Both(first, "x", "number", "5").ShouldContain("Arī 2. noteikums būtu piemērojams, bet tabulā izmanto pirmo piemērojamo noteikumu.");
        Both(otherwise, "x", "number", "5").ShouldContain("Neviens noteikums nav piemērojams, tāpēc izmantota tabulas noklusējuma vērtība.");
    }

    [Theory]
    [InlineData("if x > 1 then \"abc\" else 1", "vērtība neatbilst noteiktajam tipam: “d” rezultāts, vajadzīgs “number”, saņemts “abc”.", "a value is not of the type that is prescribed: result of “d”, expected “number”, found “abc”.")]
    [InlineData("(function(p: string) 1)(x)", "vērtība neatbilst noteiktajam tipam: arguments “p”, vajadzīgs “string”, saņemts 5 (izteiksmē “(function(p: string) 1)(x)”).", "a value is not of the type that is prescribed: argument “p”, expected “string”, found 5 (in “(function(p: string) 1)(x)”).")]
    [InlineData("x + \"a\"", "vērtības tips nav piemērots: saņemts 5; “a” (izteiksmē “x + \"a\"”).", "a value has a type that does not fit: found 5; “a” (in “x + \"a\"”).")]
    [InlineData("true and x", "vērtības tips nav piemērots: vajadzīgs “boolean”, saņemts jā; 5 (izteiksmē “true and x”).", "a value has a type that does not fit: expected “boolean”, found yes; 5 (in “true and x”).")]
    [InlineData("sqrt(\"a\")", "vērtības tips nav piemērots: arguments “number”, vajadzīgs “number”, saņemts “a” (izteiksmē “sqrt(\"a\")”).", "a value has a type that does not fit: argument “number”, expected “number”, found “a” (in “sqrt(\"a\")”).")]
    [InlineData("date(2026, 2, 29 + x)", "ar šādu vērtību rezultātu nevar noteikt: saņemts 2026; 2; 34 (izteiksmē “date(2026, 2, 29 + x)”).", "there is no result for this value: found 2026; 2; 34 (in “date(2026, 2, 29 + x)”).")]
    public void InWords_Cause_SaysWhatCameWhatWasExpectedAndWhere(string text, string latvian, string english)
    {
        var model = Sample.Model(Sample.Input("x", "number") + Sample.Decision("d", Sample.Literal(text), "number", "in_x"));
        var result = model.Evaluate("d", Sample.Inputs(("x", "5")), Sample.Environment, DmnTracing.On);

        DmnExplanation.InWords(result.Trace!, "lv").ShouldContain("Iemesls: " + latvian);
        DmnExplanation.InWords(result.Trace!, "en").ShouldContain("Cause: " + english);

        // What a log may take names kinds only.
        result.Causes.ShouldAllBe(cause => !cause.ToString().Contains("abc", StringComparison.Ordinal) || cause.Cause.Source.Contains("abc", StringComparison.Ordinal));
    }

    [Fact]
    public void InWords_ValueThatBreaksACondition_NamesConditionAndValue()
    {
        var model = Sample.Model(
            """<itemDefinition name="tAge"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition>"""
            + Sample.Input("x", "tAge") + Sample.Decision("d", Sample.Literal("x"), null, "in_x"));
        var trace = model.Evaluate("d", Sample.Inputs(("x", "200")), Sample.Environment, DmnTracing.On).Trace!;

        DmnExplanation.InWords(trace, "lv").ShouldContain(
            "Iemesls: vērtība neatbilst noteiktajam tipam: ievade “x”, vajadzīgs “tAge: [0..150]”, saņemts 200.");
    }

    [Fact]
    public void InWords_CauseInAFormula_NamesTheFormula()
    {
        var words = Both(Sample.Literal("[x / 0, sqrt(-1.5)][3]"), "x", "number", "5");

        words.ShouldContain("Iemesls: dalīšana ar nulli (izteiksmē “x / 0”).");
        words.ShouldContain("Iemesls: ar šādu vērtību rezultātu nevar noteikt: saņemts -1,5 (izteiksmē “sqrt(-1,5)”).");
        words.ShouldContain("Cause: a list has no item at the place that is needed: found 3 (in “[x / 0, sqrt(-1.5)][3]”).");
    }

    [Fact]
    public void Sentences_OfBothLanguages_AreTheSameOnesWithTheSameFacts()
    {
        var english = All("DigiSoc.Dmn.Tracing.Sentences");
        var latvian = All("DigiSoc.Dmn.Tracing.Sentences.lv");

        latvian.Keys.ShouldBe(english.Keys);
        english.Where(each => !Facts(each.Value).IsSubsetOf(Facts(latvian[each.Key])) && !each.Value.Contains('|', StringComparison.Ordinal))
            .Select(each => each.Key).ShouldBeEmpty();
    }

    private static SortedDictionary<string, string> All(string name) => new(
        new ResourceManager(name, typeof(DmnModel).Assembly).GetResourceSet(CultureInfo.InvariantCulture, true, false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!),
        StringComparer.Ordinal);

    private static HashSet<string> Facts(string sentence) => [.. Fact().Matches(sentence).Select(fact => fact.Value)];

    private static List<string> Both(string logic, string name, string type, string value)
    {
        var model = Sample.Model(Sample.Input(name, type) + Sample.Decision("d", logic, null, $"in_{name}"));
        var trace = model.Evaluate("d", Sample.Inputs((name, value)), Sample.Environment, DmnTracing.On).Trace!;
        return [.. DmnExplanation.InWords(trace, "lv"), .. DmnExplanation.InWords(trace, "en")];
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Fact();
}
