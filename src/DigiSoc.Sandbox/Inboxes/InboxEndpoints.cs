using DigiSoc.Sandbox.Behaviour;
using DigiSoc.Sandbox.Journal;
using DigiSoc.Sandbox.Population;

namespace DigiSoc.Sandbox.Inboxes;

/// <summary>E-mail and e-address: one shape for both.</summary>
internal static class InboxEndpoints
{
    private const string UndeliverableBeginning = "nesanems";

    public static void MapInboxes(this IEndpointRouteBuilder routes)
    {
        foreach (var name in InboxNames.All)
        {
            var inbox = new Inbox(name, routes.ServiceProvider.GetRequiredService<TimeProvider>());
            var group = routes.MapGroup($"/sandbox/{name}");
            group.MapPost("/messages", (HttpContext context, NewMessage message, People people, BehaviourBook book, CallJournal journal) =>
                ReceiveAsync(name, inbox, context, message, people, book, journal));
            group.MapGet("/messages", () => inbox.All().Select(message => message.Summary()));
            group.MapGet("/messages/{id}", (string id) => inbox.Find(id) is { } message ? Results.Ok(message.Summary()) : Results.NotFound());
            group.MapGet("/messages/{id}/receipt", (string id) => inbox.Find(id) is { } message ? Results.Ok(message.Receipt) : Results.NotFound());
            group.MapGet("/messages/{id}/attachments/{number:int}", (string id, int number) =>
                inbox.Find(id)?.Attachments.ElementAtOrDefault(number) is { } file ? Results.Bytes(file.Base64, file.ContentType) : Results.NotFound());
            if (name == InboxNames.EAddress)
            {
                group.MapGet("/addresses/{code}", (string code, People people, BehaviourBook book) => Active(code, people, book));
            }

            group.MapDelete("/messages", () =>
            {
                inbox.Clear();
                return Results.NoContent();
            });
        }
    }

    private static IResult Active(string code, People people, BehaviourBook book) =>
        book.Take(InboxNames.EAddress, personCode: null).Down.Length > 0 ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
        : HasEAddress(people, code) ? Results.Ok(new { active = true })
        : Results.NotFound(new { active = false });

    private static async Task<IResult> ReceiveAsync(
        string name, Inbox inbox, HttpContext context, NewMessage message, People people, BehaviourBook book, CallJournal journal)
    {
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0 || string.IsNullOrWhiteSpace(message.Recipient))
        {
            return Results.BadRequest(new { status = "refused", reason = "Idempotency-Key and recipient are needed" });
        }

        var setting = book.Take(name, personCode: null);
        await Task.Delay(TimeSpan.FromMilliseconds(setting.SlowMs), context.RequestAborted);
        if (setting.Down.Length > 0)
        {
            journal.Note(name, "messages", null, key, "", "down");
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        return Receive(name, inbox, key, message, people, setting, journal);
    }

    private static IResult Receive(
        string name, Inbox inbox, string key, NewMessage message, People people, BehaviourSetting setting, CallJournal journal)
    {
        if (name == InboxNames.EAddress && !HasEAddress(people, message.Recipient))
        {
            journal.Note(name, "messages", null, key, "", "refused");
            return Results.UnprocessableEntity(new { status = "refused", reason = "no active e-address" });
        }

        var (received, isNew) = inbox.Receive(key, message, Outcome(message.Recipient, setting));
        journal.Note(name, "messages", null, key, "", isNew ? "accepted" : "repeated");
        var answer = new { received.Id, Status = "accepted" };
        return isNew ? Results.Accepted($"/sandbox/{name}/messages/{received.Id}", answer) : Results.Ok(answer);
    }

    private static bool HasEAddress(People people, string recipient) =>
        PersonCodes.Normalise(recipient) is { } code && people.Find(code) is { HasEAddress: true };

    private static string Outcome(string recipient, BehaviourSetting setting) =>
        setting.Outcome.Length > 0 ? setting.Outcome
        : recipient.StartsWith(UndeliverableBeginning, StringComparison.OrdinalIgnoreCase) ? "undelivered"
        : "delivered";
}
