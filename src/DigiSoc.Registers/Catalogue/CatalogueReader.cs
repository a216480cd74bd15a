using DigiSoc.Registers.Answers;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace DigiSoc.Registers.Catalogue;

/// <summary>Reads and checks the catalogue file.</summary>
public static class CatalogueReader
{
    private static readonly Dictionary<string, FieldType> Types = new(StringComparer.Ordinal)
    {
        ["text"] = FieldType.Text,
        ["code"] = FieldType.Code,
        ["personCode"] = FieldType.PersonCode,
        ["date"] = FieldType.Date,
        ["month"] = FieldType.Month,
        ["amount"] = FieldType.Amount,
        ["boolean"] = FieldType.Boolean,
        ["number"] = FieldType.Number,
        ["object"] = FieldType.Group,
        ["list"] = FieldType.List,
    };

    private static readonly Dictionary<string, RegisterProtocol> Protocols = new(StringComparer.Ordinal)
    {
        ["rest"] = RegisterProtocol.Rest,
        ["soap-1.1"] = RegisterProtocol.Soap11,
        ["soap-1.2"] = RegisterProtocol.Soap12,
    };

    private static readonly Dictionary<string, LegalPointMark> Marks = new(StringComparer.Ordinal)
    {
        ["found"] = LegalPointMark.Found,
        ["inferred"] = LegalPointMark.Inferred,
        ["unknown"] = LegalPointMark.Unknown,
    };

    /// <summary>The catalogue in this file.</summary>
    /// <exception cref="CatalogueException">The file is missing or an entry breaks a rule; all problems at once.</exception>
    public static DataItemCatalogue ReadFile(string path) => File.Exists(path)
        ? Read(File.ReadAllText(path), path)
        : throw new CatalogueException([RegisterErrors.CatalogueUnreadable(path, "the file does not exist")]);

    /// <summary>The catalogue in this text.</summary>
    /// <param name="yaml">Content of the file.</param>
    /// <param name="name">Name of the file, for messages.</param>
    /// <exception cref="CatalogueException">An entry breaks a rule; all problems at once.</exception>
    public static DataItemCatalogue Read(string yaml, string name)
    {
        var file = Parse(yaml, name);
        var problems = CatalogueCheck.Problems(file, Types.ContainsKey, Protocols.ContainsKey, Marks.ContainsKey, AnswerChecks.IsKnown);
        return problems.Count > 0
            ? throw new CatalogueException(problems)
            : new DataItemCatalogue(
                [.. file.Registers.Select(Register)],
                [.. file.Items.Select(item => Item(item, file.Words))],
                file.Words.Codes.ToDictionary(code => code.Key, code => Word(code.Value), StringComparer.Ordinal));
    }

    private static CatalogueFile Parse(string yaml, string name)
    {
        try
        {
            return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build()
                .Deserialize<CatalogueFile?>(yaml) ?? new CatalogueFile();
        }
        catch (YamlException problem)
        {
            throw new CatalogueException([RegisterErrors.CatalogueUnreadable(name, $"{problem.Start}: {problem.InnerException?.Message ?? problem.Message}")]);
        }
    }

    private static RegisterSource Register(CatalogueFile.RegisterEntry entry) => new(
        entry.Id, entry.TitleLv, entry.TitleEn, entry.Holder, Protocols[entry.Protocol], entry.Path, entry.Namespace);

    private static DataItem Item(CatalogueFile.ItemEntry entry, CatalogueFile.WordsEntry words) => new()
    {
        Id = entry.Id,
        TitleLv = entry.TitleLv,
        TitleEn = entry.TitleEn,
        RegisterId = entry.Register,
        Operation = entry.Operation,
        Path = entry.Path,
        PeriodRequired = entry.Period == "required",
        AnswerIsList = entry.Answer == "list",
        Fields = [.. entry.Fields.Select(field => Field(field, words))],
        LegalPoints = [.. entry.LegalPoints.Select(point => new LegalPoint(point.Act, point.Point, point.Content, Marks[point.Mark]))],
        Checks = entry.Checks,
        Purposes = [.. entry.Purposes.Select(purpose => new DataItemPurpose(purpose.Purpose, [.. purpose.Norms.Select(norm => new Norm(norm))], purpose.Keep))],
        Note = entry.Note,
    };

    private static CatalogueWord Word(CatalogueFile.WordEntry entry) => new(entry.Lv, entry.En);

    private static DataField Field(CatalogueFile.FieldEntry entry, CatalogueFile.WordsEntry words) => new()
    {
        Name = entry.Name,
        Type = Types[entry.Type],
        Title = entry is { Lv: { } lv, En: { } en } ? new CatalogueWord(lv, en) : Word(words.Fields[entry.Name]),
        Optional = entry.Optional,
        Nullable = entry.Nullable,
        Values = entry.Values,
        Fields = [.. entry.Fields.Select(field => Field(field, words))],
        Of = entry.Of is { } of ? Types[of] : null,
    };
}
