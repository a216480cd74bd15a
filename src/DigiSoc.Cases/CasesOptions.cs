namespace DigiSoc.Cases;

/// <summary>Settings of the case layer.</summary>
public sealed record CasesOptions
{
    /// <summary>Folder with the packages, parameters, institutions. Default: <c>workflows</c> in the current folder.</summary>
    public string WorkflowsFolder { get; init; } = "workflows";

    /// <summary>Whether demonstration staff and waiting cases are made in an empty database. Default: true.</summary>
    public bool SeedDemo { get; init; } = true;

    /// <summary>Whether a package's scenarios run before it is deployed. Default: true.</summary>
    public bool RunScenariosAtDeploy { get; init; } = true;

    /// <summary>
    /// How long a letter that came back waits for the process that sent it, which may be on its way to wait for it, before it
    /// becomes a task of its own. Default: one minute.
    /// </summary>
    public TimeSpan ReturnedLetterPatience { get; init; } = TimeSpan.FromMinutes(1);
}
