using DigiSoc.Dmn.Reading;

namespace DigiSoc.Dmn;

/// <summary>What came of reading a DMN text.</summary>
/// <param name="Model">The model; null when the text is not a DMN model at all. Parts with errors evaluate to null.</param>
/// <param name="Diagnostics">What was found wrong, in file order.</param>
public sealed record DmnReadResult(DmnModel? Model, IReadOnlyList<DmnDiagnostic> Diagnostics);

/// <summary>Reads DMN 1.1 to 1.5 models.</summary>
/// <remarks>
/// Safe against hostile text: no DTD, no entities, nothing is fetched, at most 64 million characters and 200 levels.
/// The model is compiled here, once; it is immutable and may be shared by all threads.
/// </remarks>
public static class DmnReader
{
    /// <summary>Reads a model.</summary>
    /// <param name="xml">The text of a <c>.dmn</c> file.</param>
    /// <param name="imports">
    /// Gives the model of an imported namespace, or null when there is none (DMN-006). Models that import one another
    /// are read with <see cref="DmnSet.Read(IReadOnlyList{string})"/>, which finds the order and refuses cycles.
    /// </param>
    public static DmnReadResult Read(string xml, Func<string, DmnModel?>? imports = null)
    {
        ArgumentNullException.ThrowIfNull(xml);
        var (definitions, found) = DefinitionsReader.Read(xml);
        return definitions is null
            ? new DmnReadResult(null, found)
            : DmnModel.Build(definitions, imports ?? (_ => null), found);
    }
}
