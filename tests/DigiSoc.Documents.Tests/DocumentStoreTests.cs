using System.Security.Cryptography;
using DigiSoc.Documents.Tests.Support;
using DigiSoc.Postgres;
using Npgsql;

namespace DigiSoc.Documents.Tests;

public sealed class DocumentStoreTests(DocumentsDatabase database) : IClassFixture<DocumentsDatabase>
{
    private readonly DocumentStore _store = new(database.App);
    private readonly Guid _caseId = Guid.NewGuid();

    [Fact]
    public async Task Keep_NewDocument_ComesBackWithItsBytes()
    {
        var kept = await _store.KeepAsync(New("a"));

        var content = await _store.ContentAsync("ogres-novads", kept.Id);
        content!.Content.ShouldBe([1, 2, 3]);
        content.Text.ShouldBe("text of a");
        content.Document.ShouldBe(kept);
        kept.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])));
        kept.Size.ShouldBe(3);
    }

    [Fact]
    public async Task Keep_SameKeyAgain_ReturnsTheFirst()
    {
        var first = await _store.KeepAsync(New("a"));

        var second = await _store.KeepAsync(New("a") with { Content = [9] });

        second.ShouldBe(first);
        (await _store.OfCaseAsync("ogres-novads", _caseId)).ShouldBe([first]);
    }

    [Fact]
    public async Task Keep_SameKeyManyAtOnce_KeepsOne()
    {
        var kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _store.KeepAsync(New("a"))));

        kept.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task OfCase_AnotherInstitution_SeesNothing()
    {
        var kept = await _store.KeepAsync(New("a"));

        (await _store.OfCaseAsync("jelgava", _caseId)).ShouldBeEmpty();
        (await _store.FindAsync("jelgava", kept.Id)).ShouldBeNull();
        (await _store.ContentAsync("jelgava", kept.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task OfCase_SeveralDocuments_OldestFirst()
    {
        var later = await _store.KeepAsync(New("b") with { CreatedAt = Samples.Now.AddDays(1) });
        var earlier = await _store.KeepAsync(New("a"));

        (await _store.OfCaseAsync("ogres-novads", _caseId)).ShouldBe([earlier, later]);
    }

    // The second lock: even a statement of ours that forgets its WHERE can change nothing.
    [Theory]
    [InlineData("UPDATE documents.documents SET title = 'x'")]
    [InlineData("DELETE FROM documents.documents")]
    public async Task Database_ChangeOfAKeptDocument_IsRefused(string sql)
    {
        await using var connection = await database.App.OpenConnectionAsync();
        await using var transaction = await Tenancy.BeginAsync(connection, "ogres-novads");
        await using var command = new NpgsqlCommand(sql, connection, transaction);

        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync()))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    private NewDocument New(string key) => new(
        "ogres-novads", _caseId, $"{_caseId}/{key}", "gmi-decision", "Lēmums", "application/pdf", [1, 2, 3], $"text of {key}",
        1, null, null, "lauma", Samples.Now);
}
