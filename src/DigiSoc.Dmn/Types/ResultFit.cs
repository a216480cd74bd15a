using DigiSoc.Dmn.Boxed;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Types;

/// <summary>Whether logic can give the type that is prescribed for it, as far as types are known without evaluating.</summary>
internal static class ResultFit
{
    /// <summary>The whole where it never can; else those of its branches that never can.</summary>
    public static IEnumerable<DmnDiagnostic> Of(Logic logic, DmnType wanted, DmnPlace place)
    {
        if (ReferenceEquals(wanted.Shape, FeelType.Any))
        {
            return [];
        }

        return logic.Type.FitTo(wanted.Shape) is var fit && fit != FeelFit.Perhaps
            ? [DmnCodes.ResultType(place, logic.Type.ShortName, wanted.Name, fit)]
            : logic.Outcomes(place).Skip(1).Any() ? Branches(logic, wanted, place) : [];
    }

    private static IEnumerable<DmnDiagnostic> Branches(Logic logic, DmnType wanted, DmnPlace place) => logic.Outcomes(place)
        .Select(branch => (branch, Fit: branch.Type.FitTo(wanted.Shape)))
        .Where(each => each.Fit != FeelFit.Perhaps)
        .Select(each => DmnCodes.BranchType(each.branch.Place, each.branch.Text, each.branch.Type.ShortName, wanted.Name, each.Fit));
}
