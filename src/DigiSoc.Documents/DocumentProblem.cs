namespace DigiSoc.Documents;

/// <summary>Why a document could not be made, kept or sent.</summary>
/// <param name="Code">One of <see cref="DocumentErrors"/>, for example DOC-002.</param>
/// <param name="Text">Doing what, where, expected, found, what to do. Holds no personal data.</param>
/// <param name="CanRetry">True when the same call may succeed later without anybody changing anything.</param>
public sealed record DocumentProblem(string Code, string Text, bool CanRetry);
