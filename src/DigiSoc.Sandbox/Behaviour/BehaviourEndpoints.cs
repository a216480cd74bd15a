namespace DigiSoc.Sandbox.Behaviour;

/// <summary>Control of behaviour, for developers and tests.</summary>
internal static class BehaviourEndpoints
{
    public static void MapBehaviour(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sandbox/behaviour", (BehaviourBook book) => book.All());
        routes.MapDelete("/sandbox/behaviour", (BehaviourBook book) =>
        {
            book.Reset();
            return Results.NoContent();
        });
        routes.MapPut("/sandbox/behaviour/{target}", Set);
        routes.MapDelete("/sandbox/behaviour/{target}", (string target, BehaviourBook book) =>
            Set(target, new BehaviourSetting(), book));
    }

    private static IResult Set(string target, BehaviourSetting setting, BehaviourBook book)
    {
        var complaint = BehaviourBook.Targets.Contains(target)
            ? setting.Complaint()
            : $"target: expected one of {string.Join(", ", BehaviourBook.Targets)}";
        if (complaint is not null)
        {
            return Results.BadRequest(new { error = complaint });
        }

        book.Set(target, setting);
        return Results.Ok(book.All());
    }
}
