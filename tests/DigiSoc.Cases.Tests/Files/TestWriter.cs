using DigiSoc.Cases.Files;
using DigiSoc.Cases.Storage;

namespace DigiSoc.Cases.Tests.Files;

/// <summary>Rows that tests need beside what they test.</summary>
internal sealed class TestWriter(CaseSql sql)
{
    public Task<Guid> PersonAsync(string institutionId, string personCode) => new CaseWriter(sql).PersonAsync(
        institutionId, personCode, "Anna", "Paraudziņa", new DateOnly(1985, 4, 2), false, Storage.CasesDatabase.Now, default);
}
