using DigiSoc.Registers.Asking;

namespace DigiSoc.Registers.Storage;

/// <summary>A kept lookup as the result the caller sees.</summary>
internal static class LookupResults
{
    private const string ByHand = "by-hand";

    public static LookupResult Of(RegisterQuestion question, StoredLookup lookup, bool fromStore)
    {
        var provenance = Provenance(question, lookup, fromStore);
        return lookup.Answer.IsNothing
            ? new LookupResult.NotFound(provenance)
            : new LookupResult.Answered(lookup.Answer.Value(), provenance);
    }

    private static LookupProvenance Provenance(RegisterQuestion question, StoredLookup lookup, bool fromStore)
    {
        var byHand = lookup.Outcome == ByHand;
        return new LookupProvenance
        {
            LookupId = lookup.LookupId,
            ItemId = question.Item.Id,
            RegisterId = byHand ? ByHand : question.Register.Id,
            RegisterTitleLv = byHand ? "Darbinieka atbilde" : question.Register.TitleLv,
            RegisterTitleEn = byHand ? "Answer of a worker" : question.Register.TitleEn,
            LegalPoint = string.Join("; ", question.Item.LegalPoints),
            LegalPointVerified = question.Item.IsVerified,
            Norms = question.Norms,
            Purpose = question.Request.Purpose,
            RetrievedAt = lookup.RetrievedAt,
            FromStore = fromStore,
            DuplicatesIgnored = lookup.Duplicates,
            AnswerSha256 = lookup.Answer.Sha256,
            ByHandReason = lookup.ByHandReason,
        };
    }
}
