using DigiSoc.Cases.Files;
using DigiSoc.Cases.Parameters;
using DigiSoc.Cases.Startup;

namespace DigiSoc.Cases;

/// <summary>Brings an empty or older database to where the product can work; every step may run again.</summary>
public sealed class CasesStartup
{
    private readonly CasesOptions _options;
    private readonly InstitutionLoader _institutions;
    private readonly ParameterLoader _parameters;
    private readonly LawBook _law;
    private readonly PackageDeployment _deployment;
    private readonly DemoSeed _demo;
    private readonly CaseOpening _opening;

    internal CasesStartup(
        CasesOptions options, InstitutionLoader institutions, ParameterLoader parameters, LawBook law,
        PackageDeployment deployment, DemoSeed demo, CaseOpening opening) =>
        (_options, _institutions, _parameters, _law, _deployment, _demo, _opening) =
        (options, institutions, parameters, law, deployment, demo, opening);

    /// <summary>Loads institutions and parameters, deploys the packages, seeds the demonstration, starts what was left unstarted.</summary>
    /// <param name="tell">Progress for the console: a step and what came of it, in English.</param>
    /// <param name="ct">Stops between steps.</param>
    /// <returns>Packages that could not be deployed, with their findings; empty when all is well.</returns>
    /// <exception cref="CaseDataException">A file under workflows/ cannot be used.</exception>
    public async Task<IReadOnlyList<DeployedVersion>> RunAsync(Action<string> tell, CancellationToken ct)
    {
        var institutions = await _institutions.LoadAsync(InstitutionSettings.ReadAll(Path.Combine(_options.WorkflowsFolder, "institutions")), ct);
        var recorded = await _parameters.LoadAsync(ParameterFolder.Read(Path.Combine(_options.WorkflowsFolder, "parameters")), ct);
        await _law.LoadAsync(ct);
        tell($"{institutions} institutions; {recorded} parameter values recorded");
        var deployed = await _deployment.DeployAllAsync(_options.WorkflowsFolder, "startup", version => tell($"package {version}"), ct);
        if (_options.SeedDemo)
        {
            await SeedAsync(tell, deployed, ct);
        }

        var forgotten = await _opening.StartForgottenAsync(ct);
        if (forgotten > 0)
        {
            tell($"{forgotten} cases started that were opened before the last stop");
        }

        return [.. deployed.Where(package => package.Problems.Count > 0)];
    }

    private async Task SeedAsync(Action<string> tell, IReadOnlyList<DeployedVersion> deployed, CancellationToken ct)
    {
        var staff = await _demo.StaffAsync(ct);
        // Without its package an application cannot be received.
        var opened = deployed.All(package => package.Problems.Count == 0) ? await _demo.CasesAsync(tell, ct) : 0;
        tell($"{staff} demonstration users and {opened} waiting cases added");
    }
}
