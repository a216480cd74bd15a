using System.Collections.Concurrent;
using DigiSoc.Runtime.Node;

namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>What the clients know of one request: its call and what they were told.</summary>
/// <param name="Call">The call; its actor is of this request alone.</param>
/// <param name="Outcome">What the client may rely on.</param>
/// <param name="Answer">The words of a refusal or failure.</param>
internal sealed record Request(Call Call, Outcome Outcome, string? Answer);

/// <summary>What a client may rely on.</summary>
internal enum Outcome
{
    /// <summary>Answered as done: it must be visible, once.</summary>
    Accepted,

    /// <summary>Answered as refused: it must have changed nothing.</summary>
    Refused,

    /// <summary>Not answered: done once, or not at all.</summary>
    Unknown,
}

/// <summary>Every request of every client, kept outside the database that is tested.</summary>
internal sealed class RequestLog
{
    private readonly ConcurrentQueue<Request> _requests = new();

    public IReadOnlyCollection<Request> Requests => _requests;

    public void Add(Call call, Outcome outcome, string? answer) => _requests.Enqueue(new(call, outcome, answer));
}
