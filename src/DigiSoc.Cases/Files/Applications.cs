using System.Text.Json;
using System.Text.Json.Nodes;
using DigiSoc.Cases.Files;
using DigiSoc.Cases.Forms;
using DigiSoc.Cases.Packages;
using DigiSoc.Cases.Storage;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>A procedure a person can apply for: a version of a package that has an application form.</summary>
public sealed record Procedure(string PackageKey, int Version, LocalText Title, string? ServiceId, JsonElement Form);

/// <summary>An application as received.</summary>
/// <remarks>
/// <paramref name="Channel"/>: "in-person", "post", "email", "e-address", "portal".
/// <paramref name="ReceivedOn"/>: the day the institution received it; the statutory period is counted from it; never in the future.
/// <paramref name="Data"/>: the filled application form of the package.
/// <paramref name="IdempotencyKey"/>: the same key again returns the case opened the first time.
/// <paramref name="Version"/>, <paramref name="Tag"/>: on which version of the package the case runs; neither: the newest.
/// </remarks>
public sealed record ApplicationToSubmit(
    string PackageKey,
    string ApplicantCode,
    string Channel,
    DateOnly ReceivedOn,
    JsonObject Data,
    string IdempotencyKey,
    string? RepresentativeCode = null,
    int? Version = null,
    string? Tag = null);

/// <summary>The opened case. <paramref name="IsRepeat"/>: the key was known, nothing was opened now.</summary>
public sealed record SubmittedApplication(Guid CaseId, string CaseNumber, Guid ApplicationId, bool IsRepeat);

/// <summary>An applicant's answer as registered. <paramref name="IsRepeat"/>: the key was known, nothing changed now.</summary>
public sealed record RegisteredAnswer(Guid CaseId, string CaseNumber, bool IsRepeat);

/// <summary>Receiving applications and opening cases for them.</summary>
public sealed class Applications
{
    private static readonly string[] Channels = ["in-person", "post", "email", "e-address", "portal"];

    private readonly DeployedPackages _packages;
    private readonly CaseStore _store;
    private readonly CaseOpening _opening;
    private readonly CaseNews _news;
    private readonly TimeProvider _time;

    internal Applications(DeployedPackages packages, CaseStore store, CaseOpening opening, CaseNews news, TimeProvider time) =>
        (_packages, _store, _opening, _news, _time) = (packages, store, opening, news, time);

    /// <summary>Procedures open for application, newest versions, by Latvian title.</summary>
    public async Task<IReadOnlyList<Procedure>> ProceduresAsync(Worker worker, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return [.. (await _packages.ProceduresAsync(ct))
            .Select(found => Show(found.Version, found.Package))
            .OrderBy(procedure => procedure.Title.Lv, StringComparer.Ordinal)];
    }

    /// <summary>One procedure on the version that number or tag mean; neither: the newest.</summary>
    public async Task<Outcome<Procedure>> ProcedureAsync(Worker worker, string key, int? version, string? tag, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(worker);
        var (found, package, refusal) = await _packages.ProcedureAsync(new(key, version, tag), ct);
        return refusal is null ? Outcome<Procedure>.Done(Show(found!, package!)) : Outcome<Procedure>.Refused(refusal);
    }

    /// <summary>Validates by the package's application form, opens the case, starts the process and the statutory period.</summary>
    /// <remarks>
    /// The case is stored before its process starts; were the program to die between the two, start-up starts it.
    /// <see cref="ApplicationToSubmit.ApplicantCode"/> is set into the form's <c>applicant.personCode</c>.
    /// </remarks>
    public async Task<Outcome<SubmittedApplication>> SubmitAsync(Worker worker, ApplicationToSubmit application, CancellationToken ct)
    {
        if (!worker.HasAny(Role.Registrar, Role.SocialWorker, Role.Manager))
        {
            return Outcome<SubmittedApplication>.Refused(CaseErrors.RoleNeeded($"{Role.Registrar.Title.Lv}, {Role.SocialWorker.Title.Lv}"));
        }

        if (await FindRepeatAsync(worker, application, ct) is { } before)
        {
            await _opening.StartAsync(worker.InstitutionId, before.CaseId, worker.UserId, ct);
            return Outcome<SubmittedApplication>.Done(before);
        }

        var (version, package, refusal) = await _packages.ProcedureAsync(new(application.PackageKey, application.Version, application.Tag), ct);
        if (refusal is not null)
        {
            return Outcome<SubmittedApplication>.Refused(refusal);
        }

        var data = WithApplicant(application);
        var check = FormCheck.Run(package!.Form(package.Manifest.StartFormId!)!, data, [], _time.GetUtcNow());
        List<Refusal> refusals = [.. Problems(application), .. check.Refusals];
        if (refusals.Count > 0)
        {
            return Outcome<SubmittedApplication>.Refused(refusals);
        }

        var opened = await _opening.OpenAsync(worker, application, check.Value!, version!, package, ct);
        await _opening.StartAsync(worker.InstitutionId, opened.CaseId, worker.UserId, ct);
        return Outcome<SubmittedApplication>.Done(opened);
    }

    /// <summary>The applicant's answer to a request: what was asked for has come in. Starts the clock again where the process waits for it.</summary>
    /// <param name="worker">Who registers it.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="answer">What came in; the process finds it as <c>answer</c>.</param>
    /// <param name="idempotencyKey">The same key again changes nothing.</param>
    /// <param name="ct">Gives up waiting; the answer may have been stored.</param>
    public async Task<Outcome<RegisteredAnswer>> AnswerAsync(
        Worker worker, Guid caseId, JsonObject answer, string idempotencyKey, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(idempotencyKey))
        {
            return Outcome<RegisteredAnswer>.Refused(CaseErrors.KeyMissing());
        }

        var (found, refusal) = await OpenCaseAsync(worker, caseId, ct);
        return found is null
            ? Outcome<RegisteredAnswer>.Refused(refusal!)
            : await _news.AnswerAsync(worker, found, answer, idempotencyKey, ct);
    }

    /// <summary>The addressee contests the last decision (APL 76): the process passes it to the higher authority.</summary>
    /// <param name="contest">What came in; the process finds it as <c>contest</c>.</param>
    /// <param name="idempotencyKey">The same key again changes nothing.</param>
    public async Task<Outcome<RegisteredAnswer>> ContestAsync(
        Worker worker, Guid caseId, JsonObject contest, string idempotencyKey, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(idempotencyKey))
        {
            return Outcome<RegisteredAnswer>.Refused(CaseErrors.KeyMissing());
        }

        var (found, refusal) = await OpenCaseAsync(worker, caseId, ct);
        return found is null
            ? Outcome<RegisteredAnswer>.Refused(refusal!)
            : await _news.ContestAsync(worker, found, contest, idempotencyKey, ct) ?? Outcome<RegisteredAnswer>.Refused(CaseErrors.NothingToContest());
    }

    private async Task<(CaseDataRow? Case, Refusal? Refusal)> OpenCaseAsync(Worker worker, Guid caseId, CancellationToken ct)
    {
        if (!worker.HasAny(Role.Registrar, Role.SocialWorker, Role.Manager))
        {
            return (null, CaseErrors.RoleNeeded($"{Role.Registrar.Title.Lv}, {Role.SocialWorker.Title.Lv}"));
        }

        var found = await _store.ReadAsync(
            worker.InstitutionId,
            db => db.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.InstitutionId == worker.InstitutionId && row.CaseId == caseId, ct),
            ct);
        return found is null ? (null, CaseErrors.CaseUnknown()) : found.Status == "closed" ? (null, CaseErrors.CaseIsClosed()) : (found, null);
    }

    private IEnumerable<Refusal> Problems(ApplicationToSubmit application)
    {
        var today = _time.Today();
        if (application.ReceivedOn > today)
        {
            yield return CaseErrors.ReceivedInFuture(application.ReceivedOn, today);
        }

        if (!Channels.Contains(application.Channel))
        {
            yield return CaseErrors.ChannelUnknown(application.Channel, string.Join(", ", Channels));
        }

        if (string.IsNullOrWhiteSpace(application.IdempotencyKey))
        {
            yield return CaseErrors.KeyMissing();
        }

        if (CaseSearch.Digits(application.ApplicantCode).Length != 11)
        {
            yield return CaseErrors.PersonCodeMalformed("applicantCode");
        }

        if (application.RepresentativeCode is { } representative && CaseSearch.Digits(representative).Length != 11)
        {
            yield return CaseErrors.PersonCodeMalformed("representativeCode");
        }
    }

    private static Procedure Show(PackageVersion version, DeployedPackage package) => new(
        version.Key,
        version.Version,
        package.Manifest.Title,
        package.Manifest.ServiceId,
        package.FormJson(package.Manifest.StartFormId!)!.Value);

    private static JsonObject WithApplicant(ApplicationToSubmit application)
    {
        var data = application.Data.DeepClone().AsObject();
        JsonPaths.Set(data, "applicant.personCode", JsonValue.Create(application.ApplicantCode));
        return data;
    }

    private Task<SubmittedApplication?> FindRepeatAsync(Worker worker, ApplicationToSubmit application, CancellationToken ct) => _store.ReadAsync(
        worker.InstitutionId,
        db => db.Applications.AsNoTracking()
            .Where(row => row.InstitutionId == worker.InstitutionId && row.IdempotencyKey == application.IdempotencyKey)
            .Join(db.Cases, row => row.CaseId, opened => opened.CaseId, (row, opened) => new SubmittedApplication(row.CaseId, opened.Number, row.ApplicationId, true))
            .SingleOrDefaultAsync(ct),
        ct);
}
