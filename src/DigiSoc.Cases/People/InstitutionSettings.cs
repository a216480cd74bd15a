namespace DigiSoc.Cases;

/// <summary>An institution as its file under <c>workflows/institutions/</c> says.</summary>
internal sealed record InstitutionSettings(Institution Institution, string NumberPrefix, string Website, string Place, bool FollowsMovedDays)
{
    public string Id => Institution.Id;

    /// <exception cref="CaseDataException">CASE-051 with place, expected and found.</exception>
    public static InstitutionSettings Read(string file, string text)
    {
        var root = new CaseYaml(file, "institution", CaseYaml.Root(file, text));
        var institution = new Institution(
            root.Text("id"),
            root.Local("name"),
            root.Text("atvk"),
            root.Text("registrationNumber"),
            root.Text("address"),
            root.Text("phone"),
            root.Text("email"),
            root.Local("appealBody"));
        return new InstitutionSettings(institution, root.Text("numberPrefix"), root.Text("website"), root.Text("place"), root.Flag("followsMovedDays"));
    }

    /// <summary>All institutions of the folder, by file name.</summary>
    public static IReadOnlyList<InstitutionSettings> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(file => Read(file, File.ReadAllText(file)))];
}
