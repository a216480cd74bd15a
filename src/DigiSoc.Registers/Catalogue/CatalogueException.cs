namespace DigiSoc.Registers.Catalogue;

/// <summary>The catalogue cannot be used; the program must not start with it.</summary>
public sealed class CatalogueException(IReadOnlyList<RegisterProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => $"{problem.Code} {problem.Text}")))
{
    /// <summary>REG-040 to REG-048, at least one.</summary>
    public IReadOnlyList<RegisterProblem> Problems { get; } = problems;
}
