namespace DigiSoc.Registers;

/// <summary>An expected failure, for people and programs. Never holds personal data.</summary>
/// <param name="Code">REG-nnn, see docs/errors.md.</param>
/// <param name="Text">Doing what, where, expected, found, what to do.</param>
public sealed record RegisterProblem(string Code, string Text);
