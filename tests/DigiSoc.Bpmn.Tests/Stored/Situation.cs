namespace DigiSoc.Bpmn.Tests.Stored;

/// <summary>A kind of waiting that every release has to store and every later one to finish.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Content">The process.</param>
/// <param name="Bring">Brings a new instance into the situation.</param>
/// <param name="Rest">The way from there to the end.</param>
/// <param name="Extra">Root elements beside the process.</param>
internal sealed record Situation(string Name, string Content, Action<Bench> Bring, IReadOnlyList<Answer> Rest, string Extra = "");
