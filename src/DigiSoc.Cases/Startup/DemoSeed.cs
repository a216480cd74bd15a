using System.Globalization;
using System.Text.Json.Nodes;
using DigiSoc.Cases.Scenarios;
using DigiSoc.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases.Startup;

/// <summary>Makes the staff and the waiting cases of a demonstration, once.</summary>
internal sealed class DemoSeed(
    CaseStore store, Applications applications, DemoWork work, People people, CasesOptions options, TimeProvider time)
{
    /// <returns>How many members of staff were added.</returns>
    public Task<int> StaffAsync(CancellationToken ct)
    {
        var file = Path.Combine(options.WorkflowsFolder, "demo", "staff.yaml");
        var root = new CaseYaml(file, "staff", CaseYaml.Root(file, File.ReadAllText(file)));
        var password = root.Text("password");
        return store.WriteAsync(
            CaseStore.AllInstitutions,
            async (db, _) =>
            {
                var known = await db.Users.Select(row => row.UserId).ToListAsync(ct);
                var added = root.List("staff").Where(one => !known.Contains(one.Text("id"))).ToList();
                foreach (var one in added)
                {
                    Add(db, one, password);
                }

                return added.Count;
            },
            ct);
    }

    /// <summary>
    /// Submits the applications of the personas and does the tasks that are written as done; a case that was opened
    /// before is left as it is.
    /// </summary>
    /// <returns>How many cases were opened.</returns>
    public async Task<int> CasesAsync(Action<string> tell, CancellationToken ct)
    {
        var file = Path.Combine(options.WorkflowsFolder, "demo", "applications.yaml");
        var root = new CaseYaml(file, "applications", CaseYaml.Root(file, await File.ReadAllTextAsync(file, ct)));
        var opened = new List<(SubmittedApplication Case, IReadOnlyList<DemoTask> Done)>();
        foreach (var one in root.List("applications"))
        {
            var submitted = await SubmitAsync(one, ct);
            if (!submitted.IsRepeat)
            {
                opened.Add((submitted, [.. one.List("done").Select(task => DemoTask.Of(task, time.Today()))]));
            }
        }

        var stopped = await Task.WhenAll(opened.Select(async one => (one.Case.CaseNumber, Why: await work.DoAsync(one.Case.CaseId, one.Done, ct))));
        foreach (var (caseNumber, why) in stopped.Where(one => one.Why is not null))
        {
            // A demonstration that got less far is still one; the person who changed a package reads here why.
            tell($"! demonstration case {caseNumber} stays where it is: {why}");
        }

        return opened.Count;
    }

    private async Task<SubmittedApplication> SubmitAsync(CaseYaml one, CancellationToken ct)
    {
        var worker = await people.FindAsync(one.Text("by"), ct) ?? throw one.Wrong("'by' to be a member of staff", one.Text("by"));
        var outcome = await applications.SubmitAsync(worker, Application(one), ct);
        return outcome.IsDone
            ? outcome.Value
            : throw one.Wrong(
                "an application that is accepted",
                string.Join("; ", outcome.Refusals.Select(refusal => $"{refusal.Code} {refusal.Field} {refusal.Reason.En}")));
    }

    private ApplicationToSubmit Application(CaseYaml one)
    {
        var data = new JsonObject
        {
            ["applicant"] = new JsonObject { ["personCode"] = one.Text("applicant"), ["preferredChannel"] = one.Text("preferredChannel") },
            ["members"] = new JsonArray([.. (YamlJson.Of(one.Get("members")) as JsonArray ?? []).Select(member => (JsonNode)new JsonObject
            {
                ["personCode"] = member![0]!.DeepClone(),
                ["relation"] = member[1]!.DeepClone(),
            })]),
            ["signedByAdults"] = true,
        };
        var daysAgo = int.Parse(one.Text("daysAgo"), CultureInfo.InvariantCulture);
        return new ApplicationToSubmit(
            one.OptionalText("package") ?? "gmi-benefit", one.Text("applicant"), one.Text("channel"), time.Today().AddDays(-daysAgo), data, one.Text("key"));
    }

    private static void Add(CasesDb db, CaseYaml one, string password)
    {
        var user = new UserRow
        {
            UserId = one.Text("id"),
            InstitutionId = one.Text("institution"),
            Name = one.Text("name"),
            PasswordHash = PasswordHash.Of(password),
            DemoPassword = password,
        };
        db.Users.Add(user);
        db.UserRoles.AddRange(one.Words("roles").Select(role => new UserRoleRow
        {
            InstitutionId = user.InstitutionId,
            UserId = user.UserId,
            Role = role,
        }));
    }
}
