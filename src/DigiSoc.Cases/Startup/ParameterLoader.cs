using System.Text.Json;
using DigiSoc.Cases.Parameters;
using DigiSoc.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases.Startup;

/// <summary>Brings the parameter table to what the files say, keeping what was known before.</summary>
/// <remarks>Nothing is overwritten: a changed value is recorded beside the old one, which is marked as superseded now. Running it again changes nothing.</remarks>
internal sealed class ParameterLoader(CaseStore store, TimeProvider time)
{
    /// <returns>How many values were recorded.</returns>
    public Task<int> LoadAsync(IReadOnlyList<Parameter> parameters, CancellationToken ct) => store.WriteAsync(
        CaseStore.AllInstitutions,
        async (db, _) =>
        {
            // Two nodes starting at once load one after the other.
            await db.Database.ExecuteSqlAsync($"LOCK TABLE cases.parameters IN SHARE ROW EXCLUSIVE MODE", ct);
            var now = time.GetUtcNow();
            var known = (await db.Parameters.Where(row => row.SupersededAt == null).ToListAsync(ct)).ToDictionary(KeyOf);
            var wanted = parameters.Select(parameter => Of(parameter, now)).ToDictionary(KeyOf);
            foreach (var row in known.Where(pair => !wanted.TryGetValue(pair.Key, out var now2) || !Same(pair.Value, now2)).Select(pair => pair.Value))
            {
                row.SupersededAt = now;
            }

            // The superseded rows leave the unique index before the new ones enter it.
            await db.SaveChangesAsync(ct);
            var added = wanted.Where(pair => !known.TryGetValue(pair.Key, out var before) || !Same(before, pair.Value)).Select(pair => pair.Value).ToList();
            db.Parameters.AddRange(added);
            return added.Count;
        },
        ct);

    private static (string InstitutionId, string Key, DateOnly ValidFrom) KeyOf(ParameterRow row) => (row.InstitutionId, row.Key, row.ValidFrom);

    private static bool Same(ParameterRow one, ParameterRow other) =>
        one.ValidTo == other.ValidTo && JsonElement.DeepEquals(CaseJson.Parse(one.Value), CaseJson.Parse(other.Value)) &&
        (one.Unit, one.Norm, one.Mark, one.Source, one.TitleLv, one.TitleEn) == (other.Unit, other.Norm, other.Mark, other.Source, other.TitleLv, other.TitleEn);

    private static ParameterRow Of(Parameter parameter, DateTimeOffset now) => new()
    {
        InstitutionId = parameter.InstitutionId,
        Key = parameter.Key,
        ValidFrom = parameter.ValidFrom,
        ValidTo = parameter.ValidTo,
        Value = parameter.Value?.GetRawText() ?? JsonSerializer.Serialize(new { sameAs = parameter.SameAs }),
        Unit = parameter.Unit,
        Norm = parameter.Norm,
        Mark = parameter.Mark,
        Source = parameter.Source,
        TitleLv = parameter.Title.Lv,
        TitleEn = parameter.Title.En,
        RecordedAt = now,
    };
}
