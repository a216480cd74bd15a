namespace DigiSoc.Sandbox.Journal;

internal static class JournalEndpoints
{
    public static void MapJournal(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sandbox/journal", (CallJournal journal, string? target, string? personCode, string? key) =>
            journal.Find(target, personCode, key));
        routes.MapGet("/sandbox/journal/keys", (CallJournal journal) => journal.ByKey());
        routes.MapDelete("/sandbox/journal", (CallJournal journal) =>
        {
            journal.Clear();
            return Results.NoContent();
        });
    }
}
