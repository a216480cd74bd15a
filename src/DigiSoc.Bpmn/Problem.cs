namespace DigiSoc.Bpmn;

/// <summary>A code with its text, before it becomes an incident.</summary>
internal readonly record struct Problem(string Code, string Text);
