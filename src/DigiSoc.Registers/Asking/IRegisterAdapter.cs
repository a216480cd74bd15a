namespace DigiSoc.Registers.Asking;

/// <summary>Speaks one protocol. One try; time limits and retries are around it.</summary>
internal interface IRegisterAdapter
{
    /// <summary>Sends the question and reads what comes back. Throws only what the connection throws.</summary>
    Task<RegisterReply> AskAsync(RegisterQuestion question, CancellationToken ct);
}
