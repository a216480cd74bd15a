namespace DigiSoc.Registers.Answers;

/// <summary>What is wrong with an answer and where. Holds no value of the answer.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Place">Where in the answer.</param>
/// <param name="Check">Name of the broken check on meaning; null when the shape is wrong.</param>
internal sealed record AnswerFault(RegisterProblem Problem, string Place, string? Check = null);
