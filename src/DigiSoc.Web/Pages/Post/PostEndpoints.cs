using System.Globalization;
using DigiSoc.Cases;
using DigiSoc.Documents;
using DigiSoc.Web.Access;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DigiSoc.Web.Pages.Post;

/// <summary>The post room: letters on paper, posted and heard of again.</summary>
internal static class PostEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var post = app.MapGroup("/post").RequireAuthorization(Gate.Post.Name);
        post.MapGet("", ShowAsync);
        post.MapPost("/posted", PostedAsync);
        post.MapPost("/{id:guid}/outcome", ReportAsync);
    }

    private static async Task<RazorComponentResult> ShowAsync(
        HttpContext context, PostRoom room, string? list, string? after, CancellationToken ct)
    {
        var which = ListOf(list);
        var page = await room.PageAsync(context.User.Worker(), which, string.IsNullOrEmpty(after) ? null : after, 50, ct);
        return Page.Of<PostListPage>(new { List = which, Page = page });
    }

    private static async Task<IResult> PostedAsync(
        HttpContext context, PostRoom room, [FromForm] string? on, CancellationToken ct)
    {
        var form = context.Request.Form;
        var ids = form["id"].Select(id => Guid.TryParse(id, out var read) ? read : Guid.Empty).Where(id => id != Guid.Empty).ToList();
        if (ids.Count == 0 || Day(on) is not { } day)
        {
            context.Refused(Words.W[ids.Count == 0 ? "Post.ChooseLetters" : "Post.ChooseDay"]);
            return Results.LocalRedirect("/post");
        }

        var refusals = new List<Refusal>();
        foreach (var id in ids)
        {
            refusals.AddRange((await room.PostedAsync(context.User.Worker(), id, day, form[$"reference-{id}"], ct)).Refusals);
        }

        Tell(context, ids.Count - refusals.Count, refusals);
        return Results.LocalRedirect("/post");
    }

    private static async Task<IResult> ReportAsync(
        HttpContext context, PostRoom room, Guid id, [FromForm] string? outcome, [FromForm] string? on, [FromForm] string? reason,
        [FromForm] string? list, CancellationToken ct)
    {
        var back = ListOf(list) == PostList.Posted ? "/post?list=posted" : "/post";
        if (Day(on) is not { } day)
        {
            context.Refused(Words.W["Post.ChooseDay"]);
            return Results.LocalRedirect(back);
        }

        var reported = await room.ReportAsync(context.User.Worker(), id, outcome ?? "", day, reason, ct);
        if (reported.IsDone)
        {
            context.Done(Words.W[$"Post.Done.{reported.Value.State}"]);
        }
        else
        {
            context.Refused(Said(reported.Refusals));
        }

        return Results.LocalRedirect(back);
    }

    private static void Tell(HttpContext context, int done, List<Refusal> refusals)
    {
        if (refusals.Count == 0)
        {
            context.Done(Words.W[Say.Plural("Post.Posted", done), done]);
        }
        else
        {
            context.Refused($"{(done > 0 ? Words.W[Say.Plural("Post.Posted", done), done] + " " : "")}{Said(refusals)}");
        }
    }

    private static string Said(IEnumerable<Refusal> refusals) =>
        string.Join(" ", refusals.Select(refusal => $"{Say.Text(refusal.Reason)} {Say.Text(refusal.Remedy)}".Trim()).Distinct());

    private static PostList ListOf(string? word) => word switch
    {
        "posted" => PostList.Posted,
        "returned" => PostList.Returned,
        _ => PostList.ToPost,
    };

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
