using System.Security.Claims;
using DigiSoc.Cases;
using DigiSoc.Documents;
using DigiSoc.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DigiSoc.Web.Api;

/// <summary>A letter on paper was handed to the post, or registered as outgoing.</summary>
/// <param name="Reference">Registration or tracking number, if there is one.</param>
internal sealed record PostedRequest(DateOnly On, string? Reference = null);

/// <summary>What became of a letter on paper.</summary>
/// <param name="Outcome">handed-over, delivered or returned.</param>
/// <param name="Reason">Why it came back; needed only then.</param>
internal sealed record OutcomeRequest(string Outcome, DateOnly On, string? Reason = null);

/// <summary>The post room: letters on paper that people print, post and hear of again.</summary>
internal static class PostApi
{
    public static void MapPost(this RouteGroupBuilder api)
    {
        var post = api.MapGroup("/post").RequireAuthorization(Gate.Post.Name).WithTags("Post");
        post.MapGet("/", ListAsync).WithSummary("Letters on paper: list=toPost (default), posted or returned");
        post.MapPost("/{dispatchId:guid}/posted", async (
                Guid dispatchId, PostedRequest posted, ClaimsPrincipal user, PostRoom room, CancellationToken ct) =>
                (await room.PostedAsync(user.Worker(), dispatchId, posted.On, posted.Reference, ct)).ToAnswer())
            .WithSummary("Record that a letter was handed to the post; service is counted from that day");
        post.MapPost("/{dispatchId:guid}/outcome", async (
                Guid dispatchId, OutcomeRequest outcome, ClaimsPrincipal user, PostRoom room, CancellationToken ct) =>
                (await room.ReportAsync(user.Worker(), dispatchId, outcome.Outcome, outcome.On, outcome.Reason, ct)).ToAnswer())
            .WithSummary("Record what became of a letter: handed-over (against signature), delivered (the post confirms it) or returned");
    }

    private static async Task<Results<Ok<PostPage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, PostRoom room, CancellationToken ct, string? list = null, string? after = null, int size = 50)
    {
        var which = PostList.ToPost;
        if (list is not null && !Answers.TryReadWord(list, out which))
        {
            return Problems.WrongWord<PostList>("list", list);
        }

        return TypedResults.Ok(await room.PageAsync(user.Worker(), which, after, Math.Clamp(size, 1, 200), ct));
    }
}
