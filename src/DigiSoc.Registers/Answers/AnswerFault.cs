namespace DigiSoc.Registers.Answers;

/// <summary>What is wrong with an answer and where. Holds no value of the answer.</summary>
internal sealed record AnswerFault(RegisterProblem Problem, string Place);
