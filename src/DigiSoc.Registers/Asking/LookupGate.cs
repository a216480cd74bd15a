using System.Globalization;
using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Registers.Asking;

/// <summary>Decides whether a question may be asked: purpose limitation before anything leaves the house. Pure.</summary>
internal static class LookupGate
{
    private const int MaxMonths = 36;

    /// <summary>The permitted question, or why not.</summary>
    public static (RegisterQuestion? Question, RegisterProblem? Problem) Check(LookupRequest request, DataItemCatalogue catalogue)
    {
        if (EmptyField(request) is { } field)
        {
            return (null, RegisterErrors.RequestIncomplete(field));
        }

        if (catalogue.Find(request.ItemId) is not { } item)
        {
            return (null, RegisterErrors.ItemUnknown(request.ItemId, catalogue.Items.Select(one => one.Id)));
        }

        return Permit(request, item, catalogue.RegisterOf(item));
    }

    private static (RegisterQuestion? Question, RegisterProblem? Problem) Permit(LookupRequest request, DataItem item, RegisterSource register)
    {
        var purpose = item.Purposes.FirstOrDefault(one => one.Purpose == request.Purpose);
        if (purpose is null)
        {
            return (null, RegisterErrors.NoLegalBasis(item.Id, request.Purpose, item.Purposes.Select(one => one.Purpose)));
        }

        var norms = request.Norms.Where(norm => purpose.Norms.Any(allowed => allowed.Covers(norm))).ToList();
        if (norms.Count == 0)
        {
            return (null, RegisterErrors.NormNotCovered(item.Id, request.Purpose, request.Norms, purpose.Norms.Select(norm => norm.Text)));
        }

        if (PersonCode.Normalise(request.PersonCode) is not { } code)
        {
            return (null, RegisterErrors.PersonCodeMalformed(item.Id));
        }

        return PeriodFault(request.Period, item) is { } found
            ? (null, RegisterErrors.PeriodWrong(item.Id, found))
            : (new RegisterQuestion(item, register, purpose, code, norms, item.PeriodRequired ? request : request with { Period = null }), null);
    }

    private static string? EmptyField(LookupRequest request) =>
        string.IsNullOrWhiteSpace(request.InstitutionId) ? "InstitutionId"
        : string.IsNullOrWhiteSpace(request.Actor) ? "Actor"
        : string.IsNullOrWhiteSpace(request.CaseId) ? "CaseId"
        : string.IsNullOrWhiteSpace(request.StepId) ? "StepId"
        : string.IsNullOrWhiteSpace(request.PackageVersion) ? "PackageVersion"
        : string.IsNullOrWhiteSpace(request.IdempotencyKey) ? "IdempotencyKey"
        : null;

    private static string? PeriodFault(LookupPeriod? period, DataItem item) => period switch
    {
        null => item.PeriodRequired ? "none" : null,
        { } days when days.From > days.LastDay || days.From.AddMonths(MaxMonths) <= days.LastDay =>
            string.Create(CultureInfo.InvariantCulture, $"{days.From:yyyy-MM-dd} to {days.LastDay:yyyy-MM-dd}"),
        _ => null,
    };
}
