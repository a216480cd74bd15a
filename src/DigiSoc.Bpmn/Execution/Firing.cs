namespace DigiSoc.Bpmn.Execution;

/// <summary>The first firing of a timer.</summary>
/// <param name="DueAt">When.</param>
/// <param name="Again">The interval or cron text by which it fires again; null: it does not.</param>
/// <param name="Repetitions">Firings after this one; -1: without end.</param>
/// <param name="CountsFrom">Where a repeating timer's intervals are counted from: its beginning, so that ends of months stay ends of months.</param>
internal readonly record struct Firing(DateTimeOffset DueAt, string? Again = null, int Repetitions = 0, DateTimeOffset? CountsFrom = null);
