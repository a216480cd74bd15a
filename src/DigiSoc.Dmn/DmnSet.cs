using DigiSoc.Dmn.Reading;

namespace DigiSoc.Dmn;

/// <summary>Models that may import one another, read together.</summary>
public static class DmnSet
{
    /// <summary>Reads the texts, imported models before the ones that import them.</summary>
    /// <param name="texts">Texts of <c>.dmn</c> files.</param>
    /// <returns>A result for each text, in the order of the texts. A cycle of imports is DMN-007 on the model that closes it.</returns>
    public static IReadOnlyList<DmnReadResult> Read(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var reading = new SetReading(texts);
        return [.. Enumerable.Range(0, texts.Count).Select(reading.Read)];
    }

    /// <summary>Reads a text, and of the others the models it imports, directly or through one another; the rest is left alone.</summary>
    /// <param name="text">Text of a <c>.dmn</c> file.</param>
    /// <param name="others">Texts among which its imports are looked for.</param>
    public static DmnReadResult Read(string text, IReadOnlyList<string> others)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(others);
        return new SetReading([text, .. others]).Read(0);
    }

    private sealed class SetReading
    {
        private readonly Lazy<(Definitions? Definitions, IReadOnlyList<DmnDiagnostic> Diagnostics)>[] _files;

        /// <summary>By the namespace that the root element says: a text is read as a whole only when its model is asked for.</summary>
        private readonly ILookup<string, int> _byNamespace;
        private readonly DmnReadResult?[] _results;
        private readonly List<int> _open = [];

        public SetReading(IReadOnlyList<string> texts)
        {
            _files = [.. texts.Select(text => new Lazy<(Definitions?, IReadOnlyList<DmnDiagnostic>)>(() => DefinitionsReader.Read(text)))];
            _results = new DmnReadResult?[texts.Count];
            _byNamespace = Enumerable.Range(0, texts.Count).ToLookup(
                at => ReadingScope.Blank(HardenedXml.RootAttribute(texts[at], "namespace")) ?? "", StringComparer.Ordinal);
        }

        public DmnReadResult Read(int at)
        {
            if (_results[at] is { } ready)
            {
                return ready;
            }

            _open.Add(at);
            var result = Build(_files[at].Value.Definitions, _files[at].Value.Diagnostics);
            _open.Remove(at);
            return _results[at] = result;
        }

        private DmnReadResult Build(Definitions? definitions, IReadOnlyList<DmnDiagnostic> found)
        {
            if (definitions is null)
            {
                return new DmnReadResult(null, found);
            }

            var cycles = definitions.Imports.Where(import => IsOpen(import.Namespace))
                .Select(import => DmnCodes.CyclicImport(definitions.Name, import, Path(import.Namespace)));
            return DmnModel.Build(definitions, Import, [.. found, .. cycles]);
        }

        /// <summary>The first text that is a model of the namespace; −1 when none is.</summary>
        private int Find(string space) =>
            _byNamespace[space].Where(at => _files[at].Value.Definitions is not null).FirstOrDefault(-1);

        private DmnModel? Import(string space) => Find(space) is >= 0 and var at && !_open.Contains(at) ? Read(at).Model : null;

        private bool IsOpen(string space) => _open.Contains(Find(space));

        private string Path(string space) => string.Join(
            " → ",
            _open.SkipWhile(at => at != Find(space)).Append(Find(space)).Select(at => _files[at].Value.Definitions!.Name));
    }
}
