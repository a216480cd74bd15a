using DigiSoc.Cases.Parameters;
using DigiSoc.Cases.Startup;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases.Tests.Storage;

public sealed class ParameterLoaderTests(CasesDatabase database) : IClassFixture<CasesDatabase>
{
    [Fact]
    public async Task Load_TwiceThenChanged_KeepsWhatWasKnownBefore()
    {
        var loader = new ParameterLoader(database.Store, TimeProvider.System);
        var before = Read("187");

        (await loader.LoadAsync(before, default)).ShouldBe(1);
        (await loader.LoadAsync(before, default)).ShouldBe(0);
        (await loader.LoadAsync(Read("190"), default)).ShouldBe(1);

        var rows = await database.Store.ReadAsync(
            "ogres-novads", db => db.Parameters.AsNoTracking().OrderBy(row => row.RecordedAt).ToListAsync(), default);
        rows.Select(row => (row.Value, row.SupersededAt is null)).ShouldBe([("187", false), ("190", true)]);
    }

    private static List<Parameter> Read(string value) => [.. ParameterFile.Read("amounts.yaml", $$"""
        gmi.first_person:
          title: { lv: GMI, en: GMI }
          unit: EUR/month
          norm: SPSPL 33
          values:
            - { from: 2026-01-01, value: {{value}}, mark: found, source: s }
        """)];
}
