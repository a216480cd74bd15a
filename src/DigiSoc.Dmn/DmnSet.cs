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
        var reading = new SetReading([.. texts.Select(DefinitionsReader.Read)]);
        return [.. Enumerable.Range(0, texts.Count).Select(reading.Read)];
    }

    /// <summary>Reads a text, and of the others the models it imports, directly or through one another; the rest is left alone.</summary>
    /// <param name="text">Text of a <c>.dmn</c> file.</param>
    /// <param name="others">Texts among which its imports are looked for.</param>
    public static DmnReadResult Read(string text, IReadOnlyList<string> others)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(others);
        return new SetReading([.. others.Prepend(text).Select(DefinitionsReader.Read)]).Read(0);
    }

    private sealed class SetReading
    {
        private readonly IReadOnlyList<(Definitions? Definitions, IReadOnlyList<DmnDiagnostic> Diagnostics)> _files;
        private readonly Dictionary<string, int> _byNamespace = new(StringComparer.Ordinal);
        private readonly DmnReadResult?[] _results;
        private readonly List<int> _open = [];

        public SetReading(IReadOnlyList<(Definitions?, IReadOnlyList<DmnDiagnostic>)> files)
        {
            _files = files;
            _results = new DmnReadResult?[files.Count];
            for (var at = 0; at < _files.Count; at++)
            {
                if (_files[at].Definitions is { } definitions)
                {
                    _byNamespace.TryAdd(definitions.Namespace, at);
                }
            }
        }

        public DmnReadResult Read(int at)
        {
            if (_results[at] is { } ready)
            {
                return ready;
            }

            _open.Add(at);
            var result = Build(_files[at].Definitions, _files[at].Diagnostics);
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

        private DmnModel? Import(string space) =>
            _byNamespace.TryGetValue(space, out var at) && !_open.Contains(at) ? Read(at).Model : null;

        private bool IsOpen(string space) => _byNamespace.TryGetValue(space, out var at) && _open.Contains(at);

        private string Path(string space) => string.Join(
            " → ",
            _open.SkipWhile(at => at != _byNamespace[space]).Append(_byNamespace[space])
                .Select(at => _files[at].Definitions!.Name));
    }
}
