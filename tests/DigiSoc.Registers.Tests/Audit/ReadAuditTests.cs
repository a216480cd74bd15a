using DigiSoc.Postgres;
using DigiSoc.Registers.Audit;
using DigiSoc.Registers.Tests.Support;
using Npgsql;

namespace DigiSoc.Registers.Tests.Audit;

public sealed class ReadAuditTests(RegistersDatabase database) : IClassFixture<RegistersDatabase>
{
    private static int _institutions;
    private readonly string _institution = $"institution-{Interlocked.Increment(ref _institutions)}";

    private ReadAudit Audit => new(database.App, TimeProvider.System);

    [Fact]
    public async Task Verify_UntouchedChain_IsWhole()
    {
        await AppendAsync(5);

        var verification = await Audit.VerifyAsync(_institution, null, default);

        verification.IsWhole.ShouldBeTrue();
        verification.LinksChecked.ShouldBe(5);
    }

    [Fact]
    public async Task Append_ManyAtOnce_MakesOneChainWithoutGaps()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Audit.AppendAsync(Entry(), default)));

        var verification = await Audit.VerifyAsync(_institution, null, default);

        verification.LinksChecked.ShouldBe(30);
        verification.IsWhole.ShouldBeTrue(verification.FirstBroken?.Problem.Text);
    }

    [Theory]
    [InlineData("UPDATE registers.audit SET actor = 'somebody else' WHERE institution_id = $1 AND sequence = 3", 3, "REG-032")]
    [InlineData("DELETE FROM registers.audit WHERE institution_id = $1 AND sequence = 3", 3, "REG-031")]
    [InlineData("UPDATE registers.audit SET hash = repeat('a', 64) WHERE institution_id = $1 AND sequence = 3", 3, "REG-032")]
    [InlineData("UPDATE registers.audit SET previous_hash = repeat('a', 64) WHERE institution_id = $1 AND sequence = 4", 4, "REG-033")]
    [InlineData("UPDATE registers.audit SET norms = '{}' WHERE institution_id = $1 AND sequence = 1", 1, "REG-032")]
    [InlineData("DELETE FROM registers.audit WHERE institution_id = $1 AND sequence = 1", 1, "REG-031")]
    public async Task Verify_TamperedByTheOwner_FindsTheFirstBrokenLink(string tamper, long sequence, string code)
    {
        await AppendAsync(5);
        await AsOwnerWithoutTriggersAsync(tamper);

        var verification = await Audit.VerifyAsync(_institution, null, default);

        verification.FirstBroken!.Sequence.ShouldBe(sequence);
        verification.FirstBroken.Problem.Code.ShouldBe(code);
    }

    [Fact]
    public async Task Verify_EndCutOff_IsFoundByAHeadNotedEarlier()
    {
        await AppendAsync(5);
        var head = (await Audit.VerifyAsync(_institution, null, default)).Head;
        await AsOwnerWithoutTriggersAsync("DELETE FROM registers.audit WHERE institution_id = $1 AND sequence >= 4");

        var verification = await Audit.VerifyAsync(_institution, head, default);

        verification.FirstBroken!.Problem.Code.ShouldBe("REG-034");
    }

    [Theory]
    [InlineData("UPDATE registers.audit SET actor = 'x'")]
    [InlineData("DELETE FROM registers.audit")]
    [InlineData("TRUNCATE registers.audit")]
    public async Task Change_ByApplicationOrOwner_IsRefused(string sql)
    {
        await AppendAsync(1);

        (await RefusalAsync(database.App, sql)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await RefusalAsync(database.Owner, sql)).ShouldBe(PostgresErrorCodes.RestrictViolation);
    }

    [Fact]
    public async Task Search_OtherInstitution_SeesNothing()
    {
        await AppendAsync(2);

        await using var connection = await database.App.OpenConnectionAsync();
        await using var transaction = await Tenancy.BeginAsync(connection, "another", default);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM registers.audit WHERE institution_id = $1", connection, transaction)
        {
            Parameters = { new() { Value = _institution } },
        };

        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Fact]
    public async Task Search_PageByPage_GivesEveryEntryOnceNewestFirst()
    {
        await AppendAsync(7);

        var seen = new List<long>();
        long? before = null;
        do
        {
            var page = await Audit.SearchAsync(new AuditFilter { InstitutionId = _institution, PageSize = 3, Before = before }, default);
            seen.AddRange(page.Entries.Select(link => link.Sequence));
            before = page.NextBefore;
        }
        while (before is not null);

        seen.ShouldBe([7, 6, 5, 4, 3, 2, 1]);
    }

    [Fact]
    public async Task Search_ByEachFilter_FindsOnlyTheMatch()
    {
        await Audit.AppendAsync(Entry(), default);
        await Audit.AppendAsync(
            Entry() with { Actor = "dita", PersonCode = "300000-09001", CaseId = "case-9", ItemId = "case.file", RegisterId = "vid", Kind = AuditKind.Viewed, Norms = ["SPSPL 36(2)", "APL 59(2)"] },
            default);
        var all = new AuditFilter { InstitutionId = _institution };

        foreach (var filter in new[]
        {
            all with { Actor = "dita" }, all with { PersonCode = "30000009001" }, all with { CaseId = "case-9" },
            all with { ItemId = "case.file" }, all with { RegisterId = "vid" }, all with { Kind = AuditKind.Viewed },
            all with { Norm = "APL 59" },
        })
        {
            (await Audit.SearchAsync(filter, default)).Entries.Single().Sequence.ShouldBe(2, filter.ToString());
        }

        (await Audit.SearchAsync(all with { Norm = "SPSPL 3" }, default)).Entries.ShouldBeEmpty();
        (await Audit.SearchAsync(all with { From = DateTimeOffset.UtcNow.AddHours(1) }, default)).Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("300000-09001")]
    [InlineData("30000009001")]
    public async Task Search_PersonRecordedWithoutDash_IsFoundEitherWay(string asked)
    {
        await Audit.AppendAsync(Entry() with { PersonCode = "30000009001" }, default);

        var page = await Audit.SearchAsync(new AuditFilter { InstitutionId = _institution, PersonCode = asked }, default);

        page.Entries.Single().Entry.PersonCode.ShouldBe("300000-09001");
    }

    private async Task AppendAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            await Audit.AppendAsync(Entry(), default);
        }
    }

    private AuditEntry Entry() => new()
    {
        Kind = AuditKind.Answered,
        InstitutionId = _institution,
        Actor = "dace",
        PersonCode = "300000-01001",
        CaseId = "case-1",
        StepId = "step",
        PackageVersion = "gmi-benefit@1",
        ItemId = "fpr.identity",
        RegisterId = "fpr",
        Purpose = "gmi-benefit",
        Norms = ["SPSPL 36(1)1"],
    };

    /// <summary>What only somebody with the keys of the database server can do.</summary>
    private async Task AsOwnerWithoutTriggersAsync(string sql)
    {
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var off = new NpgsqlCommand("SET LOCAL session_replication_role = replica", connection, transaction))
        {
            await off.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand(sql, connection, transaction) { Parameters = { new() { Value = _institution } } };
        (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
        await transaction.CommitAsync();
    }

    private async Task<string> RefusalAsync(NpgsqlDataSource source, string sql)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await Tenancy.BeginAsync(connection, _institution, default);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        return (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState;
    }
}
