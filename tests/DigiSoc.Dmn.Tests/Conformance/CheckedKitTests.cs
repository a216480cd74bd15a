using DigiSoc.Dmn.Conformance;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tests.Conformance;

/// <summary>Holds what the check says of types against what the kit expects: no fault is told where a value comes out of it.</summary>
public sealed class CheckedKitTests
{
    private static readonly string[] Codes =
    [
        DmnCodes.ResultTypeCode, DmnCodes.UnknownMemberCode, DmnCodes.WrongArgumentsCode, DmnCodes.NeverHasValueCode,
        DmnCodes.UnknownNameCode, DmnCodes.DuplicateNameCode,
    ];

    /// <summary>Decisions that have a part at fault, and deal with it on purpose: what they come to all the same.</summary>
    private static readonly string[] Dealt =
    [
        // `false and 123` is false, `true or "true"` is true, whatever is on the other side.
        "0064 decision006_b", "0064 decision006_c", "0064 decision008_b", "0064 decision008_c",
        "0065 decision003_b", "0065 decision003_c", "0065 decision007_b", "0065 decision007_c",

        // `[{x: 1}][y = 1]` is empty, `[{x: 1}].y` is [null].
        "0069 decision031", "0069 decision033",
    ];

    [Fact]
    public void Check_DecisionsOfTheKitWithAValue_HaveNoFaultsButThoseTheyDealWith()
    {
        var told = new List<string>();
        foreach (var folder in TckTests.Folders())
        {
            told.AddRange(Told(folder));
        }

        told.Where(each => !Dealt.Contains(each.Split(": ")[0])).ShouldBeEmpty();
        told.Select(each => each.Split(": ")[0]).Distinct().ShouldBe(Dealt, ignoreOrder: true);
    }

    // Most decisions of the kit have no inputs, and many have no case at hand: what they come to can be asked of the engine.
    [Fact]
    public void Check_DecisionsOfTheKitWithoutInputs_AreNullWhereAFaultIsToldButForThoseThatDealWithIt()
    {
        var (told, asked) = (new List<string>(), 0);
        foreach (var (folder, model) in TckTests.Folders().SelectMany(folder => Models(folder).Values.Select(model => (folder, model))))
        {
            foreach (var finding in Faults(model).Where(finding => model.Decisions.Any(decision => decision.Name == finding.Place.ElementName)))
            {
                var result = model.Evaluate(finding.Place.ElementName, FeelContext.Empty, Sample.Environment);
                asked++;
                if (!result.Value.IsNull)
                {
                    told.Add($"{Path.GetFileName(folder.Name)[..4]} {finding.Place.ElementName}: {finding} Is: {result.Value}");
                }
            }
        }

        told.Where(each => !Dealt.Contains(each.Split(": ")[0])).ShouldBeEmpty();
        asked.ShouldBeGreaterThan(1_000);
    }

    private static IEnumerable<string> Told(TckFolder folder)
    {
        var models = Models(folder);
        foreach (var (file, text) in folder.Tests)
        {
            var content = TckReader.Read(text).File!;
            var findings = Faults(models[content.ModelName]).ToLookup(finding => finding.Place.ElementName);
            foreach (var result in content.Cases.SelectMany(test => test.Results).Where(result => !result.IsError && !result.Expected.IsNull))
            {
                foreach (var finding in findings[result.Name])
                {
                    yield return $"{file.Split('-')[0]} {result.Name}: {finding} Expected: {result.Expected}";
                }
            }
        }
    }

    private static Dictionary<string, DmnModel> Models(TckFolder folder)
    {
        var names = folder.Models.Keys.Order(StringComparer.Ordinal).ToList();
        return names.Zip(DmnSet.Read([.. names.Select(name => folder.Models[name])]), (name, read) => (name, read.Model!)).ToDictionary();
    }

    private static IEnumerable<DmnDiagnostic> Faults(DmnModel model) =>
        DmnChecker.Check(model).Where(finding => Codes.Contains(finding.Code) && finding.Severity == DmnSeverity.Error);
}
