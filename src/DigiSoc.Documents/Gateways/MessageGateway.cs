using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace DigiSoc.Documents.Gateways;

/// <summary>Speaks to the e-mail or e-address gateway: one message shape, an idempotency key, receipts.</summary>
internal sealed class MessageGateway(HttpClient http, Uri address, DocumentsOptions options, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Sends once per key, however often it is called; tries again when the gateway fails or is slow.</summary>
    public async Task<GatewayAnswer> SendAsync(string key, GatewayMessage message, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await SendOnceAsync(key, message, attempt, ct);
            if (answer is not GatewayAnswer.Unreachable || attempt >= options.GatewayAttempts)
            {
                return answer;
            }

            await Task.Delay(PauseAfter(attempt), time, ct);
        }
    }

    /// <returns>Null when the gateway does not answer or does not know the message; ask again later.</returns>
    public async Task<GatewayReceipt?> ReceiptAsync(string reference, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.GatewayTimeout);
        try
        {
            using var response = await http.GetAsync(At($"messages/{Uri.EscapeDataString(reference)}/receipt"), limit.Token);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadFromJsonAsync<GatewayReceipt>(Json, limit.Token)
                : null;
        }
        catch (Exception e) when (IsGatewayFailure(e, ct))
        {
            return null;
        }
    }

    /// <summary>Whether the channel delivers to this address now.</summary>
    /// <returns>Null when the gateway does not answer; ask again later.</returns>
    public async Task<bool?> IsActiveAsync(string recipient, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.GatewayTimeout);
        try
        {
            using var response = await http.GetAsync(At($"addresses/{Uri.EscapeDataString(recipient)}"), limit.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.NotFound => false,
                _ when response.IsSuccessStatusCode =>
                    (await response.Content.ReadFromJsonAsync<JsonElement>(limit.Token)).GetProperty("active").GetBoolean(),
                _ => null,
            };
        }
        catch (Exception e) when (IsGatewayFailure(e, ct))
        {
            return null;
        }
    }

    private async Task<GatewayAnswer> SendOnceAsync(string key, GatewayMessage message, int attempt, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.GatewayTimeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, At("messages"));
            request.Headers.Add("Idempotency-Key", key);
            request.Content = JsonContent.Create(message, options: Json);
            using var response = await http.SendAsync(request, limit.Token);
            return await AnswerOfAsync(response, attempt, limit.Token);
        }
        catch (Exception e) when (IsGatewayFailure(e, ct))
        {
            return new GatewayAnswer.Unreachable(e is OperationCanceledException ? "no answer in time" : e.Message, attempt);
        }
    }

    private static async Task<GatewayAnswer> AnswerOfAsync(HttpResponseMessage response, int attempt, CancellationToken ct)
    {
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.UnprocessableEntity)
        {
            return new GatewayAnswer.Unreachable($"HTTP {(int)response.StatusCode}", attempt);
        }

        var body = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
        return response.IsSuccessStatusCode
            ? new GatewayAnswer.Accepted(body.GetProperty("id").ToString(), attempt)
            : new GatewayAnswer.Refused(body.GetProperty("reason").GetString() ?? "", attempt);
    }

    // A gateway that answers something else than agreed is as good as one that does not answer.
    private static bool IsGatewayFailure(Exception e, CancellationToken ct) =>
        !ct.IsCancellationRequested
        && e is HttpRequestException or IOException or OperationCanceledException or JsonException or KeyNotFoundException
            or InvalidOperationException;

    // Twice as long each time, and up to a half more so that nodes do not knock together.
    private static TimeSpan PauseAfter(int attempt) =>
        FirstPause * (1 << (attempt - 1)) * (Random.Shared.Next(100, 150) / 100.0);

    private Uri At(string path) => new(address.AbsoluteUri.TrimEnd('/') + "/" + path);
}
