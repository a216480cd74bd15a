namespace DigiSoc.Registers.Catalogue;

/// <summary>The rules every entry of the catalogue keeps.</summary>
internal static class CatalogueCheck
{
    /// <returns>All broken rules; empty when the catalogue is sound.</returns>
    public static IReadOnlyList<RegisterProblem> Problems(
        CatalogueFile file, Predicate<string> isType, Predicate<string> isProtocol, Predicate<string> isMark, Predicate<string> isCheck)
    {
        var registers = file.Registers.ToLookup(register => register.Id, StringComparer.Ordinal);
        IEnumerable<RegisterProblem> problems =
        [
            .. file.Items.Count == 0 ? [Problem(40, "(none)", "at least one item", "none")] : Array.Empty<RegisterProblem>(),
            .. Repeated(file),
            .. file.Registers.Where(register => !isProtocol(register.Protocol))
                .Select(register => Problem(48, register.Id, "protocol rest, soap-1.1 or soap-1.2", $"'{register.Protocol}'")),
            .. file.Items.SelectMany(item => OfItem(item, registers[item.Register].FirstOrDefault(), isType, isMark, isCheck)),
            .. file.Items.SelectMany(item => Wordless(item.Id, item.Fields, file.Words)),
        ];
        return [.. problems];
    }

    private static IEnumerable<RegisterProblem> Repeated(CatalogueFile file) =>
        file.Items.Select(item => item.Id).Concat(file.Registers.Select(register => register.Id))
            .GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => Problem(47, group.Key, "an id used once", "it several times"));

    private static IEnumerable<RegisterProblem> OfItem(
        CatalogueFile.ItemEntry item, CatalogueFile.RegisterEntry? register,
        Predicate<string> isType, Predicate<string> isMark, Predicate<string> isCheck) =>
    [
        .. Head(item, register),
        .. Points(item, isMark),
        .. Purposes(item),
        .. Fields(item.Id, item.Fields, isType),
        .. item.Checks.Where(check => !isCheck(check)).Select(check => Problem(45, item.Id, "a known check", $"'{check}'")),
    ];

    private static IEnumerable<RegisterProblem> Head(CatalogueFile.ItemEntry item, CatalogueFile.RegisterEntry? register)
    {
        if (item.Id.Length == 0 || item.TitleLv.Length == 0 || item.TitleEn.Length == 0)
        {
            yield return Problem(41, item.Id, "id, titleLv and titleEn", "one of them empty");
        }

        if (register is null)
        {
            yield return Problem(41, item.Id, "a source register of the list above", $"'{item.Register}'");
        }
        else if (register.Protocol == "rest" && item.Path?.Contains("{personCode}", StringComparison.Ordinal) != true)
        {
            yield return Problem(48, item.Id, "a path with {personCode}", $"'{item.Path}'");
        }
        else if (register.Protocol != "rest" && (string.IsNullOrEmpty(item.Operation) || register.Namespace.Length == 0))
        {
            yield return Problem(48, item.Id, "an operation, and a namespace of the register", "one of them empty");
        }

        if (item.Answer is not ("object" or "list") || item.Period is not ("none" or "required"))
        {
            yield return Problem(41, item.Id, "answer object or list, period none or required", $"'{item.Answer}', '{item.Period}'");
        }
    }

    private static IEnumerable<RegisterProblem> Points(CatalogueFile.ItemEntry item, Predicate<string> isMark)
    {
        if (item.LegalPoints.Count == 0)
        {
            yield return Problem(42, item.Id, "a legal point", "none");
        }

        foreach (var point in item.LegalPoints)
        {
            if (!isMark(point.Mark) || point.Act.Length == 0 || point.Content.Length == 0)
            {
                yield return Problem(42, item.Id, "a legal point with act, content and mark found, inferred or unknown", $"'{point.Act} {point.Point}', mark '{point.Mark}'");
            }
            else if (point.Mark == "found" && point.Point.Length == 0)
            {
                yield return Problem(42, item.Id, "the number of a point that is marked found", $"none for {point.Act}");
            }
        }
    }

    private static IEnumerable<RegisterProblem> Purposes(CatalogueFile.ItemEntry item)
    {
        if (item.Purposes.Count == 0)
        {
            yield return Problem(43, item.Id, "a purpose", "none");
        }

        foreach (var purpose in item.Purposes)
        {
            if (purpose.Purpose.Length == 0 || purpose.Norms.Count == 0)
            {
                yield return Problem(43, item.Id, "a purpose with at least one norm", $"'{purpose.Purpose}' without");
            }

            foreach (var name in (purpose.Keep ?? []).Where(name => item.Fields.TrueForAll(field => field.Name != name)))
            {
                yield return Problem(46, item.Id, "names of its fields under keep", $"'{name}'");
            }
        }
    }

    private static IEnumerable<RegisterProblem> Fields(string itemId, List<CatalogueFile.FieldEntry> fields, Predicate<string> isType)
    {
        if (fields.Count == 0)
        {
            yield return Problem(44, itemId, "fields", "none");
        }

        foreach (var field in fields)
        {
            var isNested = field.Type is "object" or "list" && field.Of is null;
            if (field.Name.Length == 0 || !isType(field.Type) || (field.Of is { } of && !isType(of)))
            {
                yield return Problem(44, itemId, "a field with name and known type", $"'{field.Name}' of type '{field.Type}'");
            }
            else if (field.Type == "code" && field.Values.Count == 0)
            {
                yield return Problem(44, itemId, "the values of a code", $"none for '{field.Name}'");
            }

            foreach (var problem in isNested ? Fields(itemId, field.Fields, isType) : [])
            {
                yield return problem;
            }
        }
    }

    /// <summary>What a person who answers in place of the register could not read.</summary>
    private static IEnumerable<RegisterProblem> Wordless(string itemId, List<CatalogueFile.FieldEntry> fields, CatalogueFile.WordsEntry words)
    {
        foreach (var field in fields)
        {
            if (!IsSaid(field.Lv, field.En) && !(words.Fields.GetValueOrDefault(field.Name) is { } title && IsSaid(title.Lv, title.En)))
            {
                yield return Problem(49, itemId, "words in Latvian and English for each field", $"none for '{field.Name}'");
            }

            foreach (var code in field.Type == "code" ? field.Values : [])
            {
                if (!(words.Codes.GetValueOrDefault(code) is { } word && IsSaid(word.Lv, word.En)))
                {
                    yield return Problem(49, itemId, "words in Latvian and English for each code", $"none for '{code}'");
                }
            }

            foreach (var problem in Wordless(itemId, field.Fields, words))
            {
                yield return problem;
            }
        }
    }

    private static bool IsSaid(string? lv, string? en) => !string.IsNullOrEmpty(lv) && !string.IsNullOrEmpty(en);

    private static RegisterProblem Problem(int number, string itemId, string expected, string found) =>
        RegisterErrors.CatalogueItem(number, itemId, expected, found);
}
