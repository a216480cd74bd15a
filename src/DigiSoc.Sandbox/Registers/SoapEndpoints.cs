using System.Text;

namespace DigiSoc.Sandbox.Registers;

/// <summary>The registers that speak SOAP through the state integrator.</summary>
internal static class SoapEndpoints
{
    public static void MapSoapRegisters(this IEndpointRouteBuilder routes)
    {
        foreach (var service in SoapService.All)
        {
            routes.MapGet(service.Path, (HttpRequest request) =>
                Results.Text(Wsdl.Of(service, $"{request.Scheme}://{request.Host}{service.Path}").ToString(), "text/xml", Encoding.UTF8));
            routes.MapPost(service.Path, (HttpContext context, Counter counter) => HandleAsync(service, context, counter));
        }
    }

    private static async Task HandleAsync(SoapService service, HttpContext context, Counter counter)
    {
        var (question, complaint) = await SoapRequest.ReadAsync(service, context.Request.Body, context.RequestAborted);
        if (question is null)
        {
            await WriteAsync(service, context, StatusCodes.Status400BadRequest, SoapWriter.Fault(service, sender: true, "MalformedRequest", complaint));
            return;
        }

        await WriteAsync(service, context, question.Topic, await counter.AskAsync(question, context.RequestAborted));
    }

    private static Task WriteAsync(SoapService service, HttpContext context, string operation, Reply reply)
    {
        switch (reply)
        {
            case Reply.Down { Dropped: true }:
                context.Abort();
                return Task.CompletedTask;
            case Reply.Down:
                return WriteAsync(service, context, StatusCodes.Status503ServiceUnavailable, SoapWriter.Fault(service, sender: false, "Unavailable", "The register is not available."));
            case Reply.NotFound:
                return WriteAsync(service, context, StatusCodes.Status500InternalServerError, SoapWriter.Fault(service, sender: true, "PersonNotFound", "No such person."));
            case Reply.Refused refused:
                return WriteAsync(service, context, StatusCodes.Status500InternalServerError, SoapWriter.Fault(service, sender: true, "Refused", refused.Complaint));
            default:
                return WriteAsync(service, context, StatusCodes.Status200OK, SoapWriter.Answer(service, operation, (Reply.Answer)reply));
        }
    }

    private static Task WriteAsync(SoapService service, HttpContext context, int status, string envelope)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = service.ContentType;
        return context.Response.WriteAsync(envelope, Encoding.UTF8, context.RequestAborted);
    }
}
