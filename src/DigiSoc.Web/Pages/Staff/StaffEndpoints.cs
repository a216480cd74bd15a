using DigiSoc.Cases;
using DigiSoc.Web.Access;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace DigiSoc.Web.Pages.Staff;

/// <summary>What the page of staff shows; <paramref name="Sent"/> and <paramref name="Problems"/> after a refused form.</summary>
public sealed record StaffModel(
    IReadOnlyList<StaffMember> Members, IReadOnlyList<RoleChange> History, StaffForm? Sent, IReadOnlyList<Refusal> Problems);

/// <summary>The form as it was sent.</summary>
public sealed record StaffForm(string UserId, IReadOnlyList<string> Roles, string? Reason);

/// <summary>The people of the institution: their roles, changed with a reason; the history.</summary>
internal static class StaffEndpoints
{
    private const string Address = "/staff";

    public static void Map(IEndpointRouteBuilder app)
    {
        var staff = app.MapGroup(Address).RequireAuthorization(Gate.Staff.Name);
        staff.MapGet("", (HttpContext context, DigiSoc.Cases.Staff service, CancellationToken ct) => PageAsync(context, service, null, [], ct));
        staff.MapPost("/{userId}/roles", ChangeAsync);
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, DigiSoc.Cases.Staff service, string userId, [FromForm] string? reason, CancellationToken ct)
    {
        var form = new StaffForm(userId, [.. context.Request.Form["role"].OfType<string>()], reason);
        var changed = await service.ChangeAsync(context.User.Worker(), userId, new(form.Roles, reason), ct);
        if (!changed.IsDone)
        {
            return await PageAsync(context, service, form, changed.Refusals, ct);
        }

        var returned = changed.Value.TasksGivenBack;
        context.Done(Words.W["Staff.Changed", changed.Value.Member.Name]
            + (returned > 0 ? " " + Words.W[Say.Plural("Staff.GivenBack", returned), returned] : ""));
        return Results.LocalRedirect(Address);
    }

    private static async Task<IResult> PageAsync(
        HttpContext context, DigiSoc.Cases.Staff service, StaffForm? sent, IReadOnlyList<Refusal> problems, CancellationToken ct)
    {
        var worker = context.User.Worker();
        var model = new StaffModel(await service.ListAsync(worker, ct), await service.HistoryAsync(worker, 50, ct), sent, problems);
        return Page.Of<StaffPage>(new { Model = model }, problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
