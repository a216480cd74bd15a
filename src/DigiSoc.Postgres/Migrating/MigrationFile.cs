using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace DigiSoc.Postgres.Migrating;

/// <summary>One numbered SQL file of an assembly. <see cref="Sha256"/> is over the text with LF line ends.</summary>
internal sealed partial record MigrationFile(int Number, string Name, string Sql, string Sha256)
{
    public string FileName => $"{Number:0000}_{Name}.sql";

    /// <summary>All files of an assembly by number; empty when it has none.</summary>
    public static IReadOnlyList<MigrationFile> ReadAll(Assembly assembly)
    {
        var project = assembly.GetName().Name!;
        var files = assembly.GetManifestResourceNames()
            .Where(n => InFolder().IsMatch(n))
            .Select(n => Read(assembly, project, n))
            .OrderBy(f => f.Number)
            .ToList();
        var twice = files.GroupBy(f => f.Number).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? files : throw PostgresErrors.MigrationNumberTwice(project, twice.Key);
    }

    private static MigrationFile Read(Assembly assembly, string project, string resource)
    {
        var name = Numbered().Match(resource);
        if (!name.Success)
        {
            throw PostgresErrors.MigrationMisnamed(project, resource);
        }

        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
        return new(int.Parse(name.Groups[1].ValueSpan, CultureInfo.InvariantCulture), name.Groups[2].Value, sql, hash);
    }

    [GeneratedRegex(@"(^|[./\\])Migrations[./\\].*\.sql$")]
    private static partial Regex InFolder();

    [GeneratedRegex(@"[./\\](\d{4})_([a-z0-9_]+)\.sql$")]
    private static partial Regex Numbered();
}
