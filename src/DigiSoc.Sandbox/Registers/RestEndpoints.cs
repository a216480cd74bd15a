using System.Text;
using DigiSoc.Sandbox.Behaviour;

namespace DigiSoc.Sandbox.Registers;

/// <summary>The registers that speak REST with JSON.</summary>
internal static class RestEndpoints
{
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["address"] = "/dagr/v1",
        ["nva"] = "/nva/v1",
        ["vid"] = "/vid/v1",
        ["vdeavk"] = "/vdeavk/v1",
        ["accounts"] = "/accounts/v1",
        ["banks"] = "/banks/v1",
        ["ic"] = "/ic/v1",
        ["spolis"] = "/spolis/v1",
    };

    public static void MapRestRegisters(this IEndpointRouteBuilder routes)
    {
        var topics = routes.ServiceProvider.GetRequiredService<Desk>().Topics;
        foreach (var topic in topics.Select(topic => topic.Split('/')).Where(parts => Paths.ContainsKey(parts[0])))
        {
            routes.MapGet(
                $"{Paths[topic[0]]}/persons/{{personCode}}/{topic[1]}",
                (string personCode, HttpContext context, Counter counter) =>
                    HandleAsync(topic[0], topic[1], personCode, context, counter));
        }
    }

    private static async Task HandleAsync(string register, string topic, string personCode, HttpContext context, Counter counter)
    {
        var request = context.Request;
        var question = new Question(
            register, topic, personCode,
            AskedPeriod.Read(request.Query["from"], request.Query["to"]),
            Header(request, "Idempotency-Key"), Header(request, "X-Purpose"), Header(request, "X-Legal-Basis"));
        await WriteAsync(context, await counter.AskAsync(question, context.RequestAborted));
    }

    private static string Header(HttpRequest request, string name) => Uri.UnescapeDataString(request.Headers[name].ToString());

    private static async Task WriteAsync(HttpContext context, Reply reply)
    {
        switch (reply)
        {
            case Reply.Down { Dropped: true }:
                context.Abort();
                return;
            case Reply.Down:
                await JsonAsync(context, StatusCodes.Status503ServiceUnavailable, """{"code":"unavailable"}""");
                return;
            case Reply.NotFound:
                await JsonAsync(context, StatusCodes.Status404NotFound, """{"code":"person-not-found"}""");
                return;
            case Reply.Refused refused:
                await JsonAsync(context, StatusCodes.Status400BadRequest, $$"""{"code":"refused","text":"{{refused.Complaint}}"}""");
                return;
            case Reply.Answer answer:
                await JsonAsync(context, StatusCodes.Status200OK, Body(answer));
                return;
        }
    }

    private static string Body(Reply.Answer answer)
    {
        var text = string.Join('\n', answer.Answers.Select(value => value.ToJsonString(Written.Json)));
        return answer.Wrong switch
        {
            WrongAnswer.Malformed => text[..(text.Length / 2)] + "{\"",
            WrongAnswer.Hostile => new string('[', 100_000),
            WrongAnswer.Huge => "\"" + new string('x', Written.HugeLength) + "\"",
            _ => text,
        };
    }

    private static Task JsonAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(body, Encoding.UTF8, context.RequestAborted);
    }
}
