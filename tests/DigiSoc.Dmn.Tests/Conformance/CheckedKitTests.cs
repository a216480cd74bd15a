using DigiSoc.Dmn.Conformance;

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

    private static IEnumerable<string> Told(TckFolder folder)
    {
        var names = folder.Models.Keys.Order(StringComparer.Ordinal).ToList();
        var models = names.Zip(DmnSet.Read([.. names.Select(name => folder.Models[name])])).ToDictionary();
        foreach (var (file, text) in folder.Tests)
        {
            var content = TckReader.Read(text).File!;
            var findings = DmnChecker.Check(models[content.ModelName].Model!)
                .Where(finding => Codes.Contains(finding.Code) && finding.Severity == DmnSeverity.Error).ToLookup(finding => finding.Place.ElementName);
            foreach (var result in content.Cases.SelectMany(test => test.Results).Where(result => !result.IsError && !result.Expected.IsNull))
            {
                foreach (var finding in findings[result.Name])
                {
                    yield return $"{file.Split('-')[0]} {result.Name}: {finding} Expected: {result.Expected}";
                }
            }
        }
    }
}
