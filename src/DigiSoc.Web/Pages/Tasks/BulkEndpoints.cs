using System.Globalization;
using DigiSoc.Cases;
using DigiSoc.Web.Access;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace DigiSoc.Web.Pages.Tasks;

/// <summary>The bar above a list of tasks: one action on all that are chosen.</summary>
internal static class BulkEndpoints
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/tasks/bulk", DoAsync).RequireAuthorization(Gate.Tasks.Name);

    private static async Task<IResult> DoAsync(
        HttpContext context, BulkWork work, [FromForm] string? does, [FromForm] string? to, [FromForm] string? back, CancellationToken ct)
    {
        var form = context.Request.Form;
        var ids = form["id"].Select(id => Guid.TryParse(id, out var read) ? read : Guid.Empty).Where(id => id != Guid.Empty).ToList();
        var worker = context.User.Worker();
        var outcome = does switch
        {
            BulkBar.Claim => await work.ClaimAsync(worker, ids, ct),
            BulkBar.Return => await work.ReturnAsync(worker, ids, ct),
            BulkBar.Reassign => await work.ReassignAsync(worker, ids, to ?? "", ct),
            BulkBar.Delegate => await work.DelegateAsync(worker, ids, to ?? "", ct),
            BulkBar.Schedule when Posted.Schedule(form) is { } schedule => await work.ScheduleAsync(worker, ids, schedule, ct),
            _ => null,
        };
        if (outcome is null)
        {
            context.Refused(Words.W[does == BulkBar.Schedule ? "Bulk.Unreadable" : "Bulk.ChooseAction"]);
        }
        else
        {
            var (kind, text) = BulkNotice.Of(does!, outcome);
            context.Tell(kind, text);
        }

        return Results.LocalRedirect(back is ['/', not '/', ..] ? back : "/tasks");
    }
}

/// <summary>Fields of the forms of tasks.</summary>
internal static class Posted
{
    /// <summary>Due day, follow-up day and priority; an empty field leaves it as it is, a box takes a day away. Null: a day or number cannot be read.</summary>
    public static TaskSchedule? Schedule(IFormCollection form)
    {
        var isReadable = Day(form["dueOn"], out var dueOn) & Day(form["followUpOn"], out var followUpOn) & Number(form["priority"], out var priority);
        return isReadable ? new(dueOn, followUpOn, priority, form["clear"].Contains("dueOn"), form["clear"].Contains("followUpOn")) : null;
    }

    private static bool Day(string? text, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return day is not null || string.IsNullOrWhiteSpace(text);
    }

    private static bool Number(string? text, out int? number)
    {
        number = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
        return number is not null || string.IsNullOrWhiteSpace(text);
    }
}
