using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace DigiSoc.Sandbox.Tests.Registers;

public sealed class RegisterEndpointTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>, IAsyncLifetime
{
    private const string Anna = "300000-01001";
    private const string Status = $"/nva/v1/persons/{Anna}/status";

    public async ValueTask InitializeAsync()
    {
        (await sandbox.Http.DeleteAsync("/sandbox/behaviour")).EnsureSuccessStatusCode();
        (await sandbox.Http.DeleteAsync("/sandbox/journal")).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Rest_PlainQuestion_IsAnswered()
    {
        using var response = await sandbox.GetAsync(Status, "k");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadFromJsonAsync<JsonObject>())!["registered"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Rest_NobodyWithTheCode_IsNotFoundByCode()
    {
        using var response = await sandbox.GetAsync("/nva/v1/persons/300000-98001/status", "k");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).ShouldContain("person-not-found");
    }

    [Theory]
    [InlineData("/nva/v1/persons/123/status", "person code")]
    [InlineData($"/vid/v1/persons/{Anna}/income", "period")]
    [InlineData($"/vid/v1/persons/{Anna}/income?from=2026-03-01&to=2026-02-01", "period")]
    public async Task Rest_IncompleteQuestion_IsRefused(string path, string complaint)
    {
        using var response = await sandbox.GetAsync(path, "k");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain(complaint);
    }

    [Fact]
    public async Task Rest_WithoutKey_IsRefused()
    {
        using var response = await sandbox.Http.GetAsync(Status);

        (await response.Content.ReadAsStringAsync()).ShouldContain("idempotency key");
    }

    [Theory]
    [InlineData("/viss/fpr", "http://www.w3.org/2003/05/soap-envelope", "fpr", "GetPerson", "<GivenName>Anna</GivenName>")]
    [InlineData("/viss/vsaa", "http://schemas.xmlsoap.org/soap/envelope/", "vsaa", "GetEP51", "GetEP51Response")]
    public async Task Soap_PlainQuestion_IsAnswered(string path, string soap, string register, string operation, string expected)
    {
        var answer = await SoapAsync(path, soap, register, operation, Anna);

        answer.ShouldContain(expected);
    }

    [Fact]
    public async Task Soap_NobodyWithTheCode_IsAFault()
    {
        var answer = await SoapAsync("/viss/fpr", "http://www.w3.org/2003/05/soap-envelope", "fpr", "GetPerson", "300000-98001");

        answer.ShouldContain("PersonNotFound");
    }

    [Fact]
    public async Task Soap_DocumentTypeInTheRequest_IsRefused()
    {
        using var response = await sandbox.Http.PostAsync(
            "/viss/fpr", new StringContent("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", Encoding.UTF8, "text/xml"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("root:");
    }

    [Theory]
    [InlineData("/viss/fpr", "GetPerson")]
    [InlineData("/viss/vsaa", "GetEP52")]
    public async Task Wsdl_EachService_NamesItsOperationsAndAddress(string path, string operation)
    {
        var document = XDocument.Parse(await sandbox.Http.GetStringAsync(path + "?wsdl"));

        document.Descendants(XName.Get("operation", "http://schemas.xmlsoap.org/wsdl/")).ShouldContain(element => (string?)element.Attribute("name") == operation);
        document.ToString().ShouldContain($"{sandbox.Http.BaseAddress!.ToString().TrimEnd('/')}{path}");
    }

    [Fact]
    public async Task Behaviour_DownOnce_ThenUp()
    {
        await BehaveAsync("nva", new { down = "unavailable", times = 1 });

        using var first = await sandbox.GetAsync(Status, "a");
        using var second = await sandbox.GetAsync(Status, "a");

        first.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Behaviour_OfOnePerson_LeavesTheOthers()
    {
        await BehaveAsync("nva", new { down = "unavailable", personCode = Anna });

        using var hers = await sandbox.GetAsync(Status, "a");
        using var others = await sandbox.GetAsync("/nva/v1/persons/300000-05002/status", "b");

        hers.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        others.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("nva", "down", "sometimes")]
    [InlineData("nva", "wrong", "a bit")]
    [InlineData("nothing", "down", "unavailable")]
    public async Task Behaviour_UnknownWord_IsRefused(string target, string field, string value)
    {
        using var response = await sandbox.Http.PutAsJsonAsync($"/sandbox/behaviour/{target}", new Dictionary<string, string> { [field] = value });

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Behaviour_Reset_KeepsWhatPersonasBring()
    {
        await BehaveAsync("nva", new { down = "unavailable" });
        await sandbox.Http.DeleteAsync("/sandbox/behaviour");

        var state = await sandbox.Http.GetFromJsonAsync<JsonObject>("/sandbox/behaviour");

        state!["vid"]!.AsArray().ShouldContain(setting => setting!["personCode"]!.GetValue<string>() == "300000-07001");
        state["nva"]!.AsArray().ShouldNotContain(setting => setting!["personCode"] == null);
    }

    [Fact]
    public async Task Journal_SameKeyTwice_CountsBoth()
    {
        using var first = await sandbox.GetAsync(Status, "twice");
        using var second = await sandbox.GetAsync(Status, "twice");

        var keys = await sandbox.Http.GetFromJsonAsync<JsonArray>("/sandbox/journal/keys");
        var count = keys!.Single(key => key!["key"]!.GetValue<string>() == "twice")!;
        count["calls"]!.GetValue<int>().ShouldBe(2);
        count["answered"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Page_AndPersonaList_NameEveryPersona()
    {
        var personas = await sandbox.Http.GetFromJsonAsync<JsonArray>("/sandbox/personas");
        var page = await sandbox.Http.GetStringAsync("/");

        personas!.Count.ShouldBe(27);
        personas.ShouldAllBe(persona => page.Contains(persona!["applicantCode"]!.GetValue<string>()));
        page.ShouldContain("lang=\"lv\"");
    }

    private async Task BehaveAsync(string target, object setting) =>
        (await sandbox.Http.PutAsJsonAsync($"/sandbox/behaviour/{target}", setting)).EnsureSuccessStatusCode();

    private async Task<string> SoapAsync(string path, string soap, string register, string operation, string code)
    {
        var envelope = $"""
            <s:Envelope xmlns:s="{soap}"><s:Header><c:RequestContext xmlns:c="https://digisoc.lv/schema/registers/context/1">
            <c:RequestId>r</c:RequestId><c:Purpose>gmi-benefit</c:Purpose><c:LegalBasis>SPSPL 36</c:LegalBasis></c:RequestContext></s:Header>
            <s:Body><r:{operation}Request xmlns:r="https://digisoc.lv/schema/registers/{register}/1"><r:PersonCode>{code}</r:PersonCode>
            <r:PeriodFrom>2025-12-01</r:PeriodFrom><r:PeriodTo>2026-02-28</r:PeriodTo></r:{operation}Request></s:Body></s:Envelope>
            """;
        using var response = await sandbox.Http.PostAsync(path, new StringContent(envelope, Encoding.UTF8, "text/xml"));
        return await response.Content.ReadAsStringAsync();
    }
}
