namespace DigiSoc.Cases.Tests.Work;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("Bērz Jān", "berz:* & jan:*")]
    [InlineData("OGR-2026-000017", "ogr:* & 2026:* & 000017:*")]
    [InlineData("  ", null)]
    [InlineData("a' & !b:*", "a:* & b:*")]
    public void Query_WordsTyped_AskForBeginnings(string typed, string? query) => SearchWords.Query(typed).ShouldBe(query);

    [Fact]
    public void Query_PersonalCode_IsAskedWithoutItsDash() => CaseSearch.Query("300000-00001").ShouldBe("30000000001:*");

    [Fact]
    public void Cursor_OfAnotherList_IsNotRead()
    {
        var cursor = Cursor.Of("Mine/Due", "2026-02-10", "x");

        Cursor.Read(cursor, "Mine/Due", 2).ShouldBe(["2026-02-10", "x"]);
        Cursor.Read(cursor, "Team/Due", 2).ShouldBeNull();
        Cursor.Read("not a cursor!", "Mine/Due", 2).ShouldBeNull();
    }
}
