using System.Text.Json;

namespace DigiSoc.Registers;

/// <summary>What came of a lookup: a closed family; every member is an expected outcome.</summary>
public abstract record LookupResult
{
    private LookupResult()
    {
    }

    /// <summary>The register answered, and the answer fits the catalogue.</summary>
    /// <param name="Value">The answer in the shape of the catalogue, only the fields the purpose allows.</param>
    /// <param name="Provenance">Where, when and on which legal point it was obtained.</param>
    public sealed record Answered(JsonElement Value, LookupProvenance Provenance) : LookupResult;

    /// <summary>The register answered that it holds nothing about the person.</summary>
    public sealed record NotFound(LookupProvenance Provenance) : LookupResult;

    /// <summary>The register could not be reached or did not answer in time; asking again later may help.</summary>
    public sealed record Unavailable(RegisterProblem Problem) : LookupResult;

    /// <summary>The question may not be asked, or the register refused it; asking again does not help.</summary>
    public sealed record Refused(RegisterProblem Problem) : LookupResult;

    /// <summary>The register answered, but with something that cannot be right.</summary>
    /// <param name="Problem">What is wrong.</param>
    /// <param name="Place">Where in the answer, for example <c>/2/amount</c>; "/" is the whole answer.</param>
    /// <param name="Check">Name of the broken check on meaning (docs/registers.md); null when the shape is wrong.</param>
    public sealed record Invalid(RegisterProblem Problem, string Place, string? Check = null) : LookupResult;
}
