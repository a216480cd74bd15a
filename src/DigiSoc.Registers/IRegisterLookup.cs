using System.Text.Json;

namespace DigiSoc.Registers;

/// <summary>Asks the state's registers for single data items about single persons.</summary>
public interface IRegisterLookup
{
    /// <summary>
    /// Asks once. The question and its outcome are written to the audit; an answer is kept under the idempotency key and
    /// returned from there when the same question is asked again. Never throws for what a register does.
    /// </summary>
    Task<LookupResult> AskAsync(LookupRequest request, CancellationToken ct);

    /// <summary>
    /// Stores an answer that a person gave in place of a register that is down or wrong, after the same checks as a
    /// register's own answer. The request's actor is the person.
    /// </summary>
    /// <param name="request">The question as the step would have asked it.</param>
    /// <param name="value">The answer in the shape of the catalogue; null: the person knows that the register holds nothing.</param>
    /// <param name="reason">Why a person answers and from what; kept with the value and in the audit.</param>
    /// <param name="ct">Cancels before anything is stored.</param>
    Task<LookupResult> AnswerByHandAsync(LookupRequest request, JsonElement? value, string reason, CancellationToken ct);
}
