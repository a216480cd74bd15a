using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DigiSoc.Web.Api;

/// <summary>What the OpenAPI document says beyond the shapes: title, how to sign in, one example for each body.</summary>
internal static class OpenApiDescription
{
    /// <summary>Request examples by path and method; they are made-up people of the sandbox.</summary>
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["POST api/v1/token"] = """{ "user": "rasa", "password": "digisoc-demo" }""",
        ["POST api/v1/applications"] = """
            {
              "procedure": "gmi-benefit", "receivedOn": "2026-11-20", "channel": "in-person",
              "data": { "applicant": { "personCode": "300000-00001", "preferredChannel": "eaddress" }, "members": [], "signedByAdults": true }
            }
            """,
        ["PUT api/v1/tasks/{taskId}/draft"] = """{ "data": { "intake": { "remark": "Zvanīt iesniedzējam" } } }""",
        ["POST api/v1/tasks/{taskId}/complete"] = """{ "data": { "intake": { "complete": true } } }""",
        ["POST api/v1/incidents/{incidentId}/answer"] = """{ "answer": [], "reason": "Uzrādīta darba devēja izziņa" }""",
        ["POST api/v1/absences"] = """{ "substituteId": "inga", "firstOn": "2026-12-21", "lastOn": "2027-01-04", "kind": "vacation" }""",
        ["POST api/v1/absences/{absenceId}/end"] = """{ "lastOn": "2026-12-30" }""",
        ["POST api/v1/staff/{userId}/roles"] = """{ "roles": ["social-worker", "registrar"], "reason": "Aizvieto reģistratūrā" }""",
        ["POST api/v1/holds"] = """{ "packageKey": "gmi-benefit", "elementId": "assess", "endsAt": "2026-12-01T08:00:00+02:00", "reason": "Mainās normatīvais akts" }""",
        ["POST api/v1/bulks"] = """{ "operation": "retry-incidents", "packageKey": "means-test", "incidentCode": "BPMN-105", "isDryRun": true, "reason": "Reģistrs atkal darbojas" }""",
        ["POST api/v1/holds/{holdId}/lift"] = """{ "reason": "Jaunā redakcija ir izvietota" }""",
    };

    public static void Describe(OpenApiOptions options)
    {
        // The screens are no part of the API.
        options.ShouldInclude = call => call.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "DigiSoc";
            document.Info.Version = "v1";
            document.Info.Description =
                "Cases of municipal social services: applications, tasks, case files, decisions, letters. "
                + "Get a token with POST /api/v1/token and send it as Authorization: Bearer. "
                + "Failures are RFC 9457 problem details with code, field, reason and remedy.";
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var key = $"{context.Description.HttpMethod} {context.Description.RelativePath}";
            if (Examples.TryGetValue(key, out var example)
                && operation.RequestBody?.Content is { } content
                && content.TryGetValue("application/json", out var body))
            {
                body.Example = JsonNode.Parse(example);
            }

            return Task.CompletedTask;
        });
    }
}
