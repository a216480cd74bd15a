using DigiSoc.Registers.Catalogue;
using Microsoft.Extensions.Options;

namespace DigiSoc.Registers.Asking;

/// <summary>Sends a question by its register's protocol, with time limit, retries and breaker.</summary>
internal sealed class RegisterDesk(IHttpClientFactory http, RegisterPipelines pipelines, IOptions<RegistersOptions> options)
{
    public const string ClientName = "DigiSoc.Registers";

    public Task<RegisterReply> AskAsync(RegisterQuestion question, CancellationToken ct)
    {
        var client = http.CreateClient(ClientName);
        IRegisterAdapter adapter = question.Register.Protocol == RegisterProtocol.Rest
            ? new RestAdapter(client, options.Value)
            : new SoapAdapter(client, options.Value);
        return pipelines.AskAsync(question, adapter, ct);
    }
}
