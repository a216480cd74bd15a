namespace DigiSoc.Cases.Packages;

/// <summary>What <c>package.yaml</c> says; its shape is told in workflows/README.md.</summary>
internal sealed record PackageManifest(
    string Key,
    LocalText Title,
    bool IsPart,
    string? StartFormId,
    string? ServiceId,
    IReadOnlyList<string> Uses,
    DeadlineRule? Deadline,
    IReadOnlyList<string> Norms,
    IReadOnlyList<string> Roles)
{
    public const string FileName = "package.yaml";

    /// <exception cref="CaseDataException">CASE-051 with place, expected and found.</exception>
    public static PackageManifest Read(string file, string text)
    {
        var root = new CaseYaml(file, "package", CaseYaml.Root(file, text));
        return new PackageManifest(
            root.Text("key"),
            root.Local("title"),
            root.OneOf("kind", ["procedure", "part"]) == "part",
            root.OptionalText("startForm"),
            root.OptionalText("serviceId"),
            root.Words("uses"),
            root.Get("statutoryDeadline") is { } deadline ? DeadlineRule.Read(new CaseYaml(file, "statutoryDeadline", deadline)) : null,
            [.. root.List("norms").Select(norm => norm.Text("ref"))],
            root.Words("roles"));
    }
}

/// <summary>A statutory deadline as the package states it; terms are ISO 8601 periods.</summary>
internal sealed record DeadlineRule(string Term, string Norm, string RemindBefore, string EscalateBefore)
{
    internal static DeadlineRule Read(CaseYaml yaml) => new(
        yaml.Text("term"), yaml.Text("norm"), yaml.OptionalText("remindBefore") ?? "P0D", yaml.OptionalText("escalateBefore") ?? "P0D");
}
