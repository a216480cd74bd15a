using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace DigiSoc.Web.Tests.Harness;

/// <summary>Somebody with a browser that runs no script: follows no redirect by itself, keeps cookies.</summary>
public sealed class Visitor : IDisposable
{
    public const string Password = "digisoc-demo";

    private readonly HttpClient _client;

    public Visitor(RunningProduct product) => _client = new HttpClient(new HttpClientHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = new CookieContainer(),
    })
    {
        BaseAddress = product.Address,
        DefaultRequestHeaders = { { "Accept", "text/html" } },
    };

    public static async Task<Visitor> SignedInAsync(RunningProduct product, string user)
    {
        var visitor = new Visitor(product);
        var answer = await visitor.SendAsync("/sign-in", "/sign-in", ("user", user), ("password", Password), ("to", "/"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return visitor;
    }

    public Task<HttpResponseMessage> GetAsync(string address) => _client.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));

    /// <summary>The page, which must be there.</summary>
    public async Task<IDocument> PageAsync(string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await GetAsync(address);
        return await ReadAsync(answer, expected);
    }

    public static async Task<IDocument> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, html);
        return new HtmlParser().ParseDocument(html);
    }

    /// <summary>Opens a page for its form token and sends fields to an address of the product.</summary>
    public async Task<HttpResponseMessage> SendAsync(string page, string address, params (string Name, string Value)[] fields)
    {
        var document = await PageAsync(page);
        var token = document.QuerySelector("input[name=_form]")!.GetAttribute("value")!;
        return await PostAsync(address, [("_form", token), .. fields]);
    }

    public Task<HttpResponseMessage> PostAsync(string address, params (string Name, string Value)[] fields) => _client.PostAsync(
        new Uri(address, UriKind.Relative),
        new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>As <see cref="SendAsync"/>, with one file.</summary>
    public async Task<HttpResponseMessage> UploadAsync(string page, string address, string field, string fileName, byte[] content)
    {
        var token = (await PageAsync(page)).QuerySelector("input[name=_form]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent { { new StringContent(token), "_form" }, { new ByteArrayContent(content), field, fileName } };
        return await _client.PostAsync(new Uri(address, UriKind.Relative), form);
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>A program that uses the API.</summary>
public sealed class ApiClient(RunningProduct product) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = product.Address };

    public static async Task<ApiClient> SignedInAsync(RunningProduct product, string user)
    {
        var client = new ApiClient(product);
        using var answer = await client._client.PostAsJsonAsync("/api/v1/token", new { user, password = Visitor.Password });
        var token = await JsonAsync(answer);
        client._client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("accessToken").GetString());
        return client;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri("/api/v1/" + path, UriKind.Relative));

    public Task<HttpResponseMessage> PostAsync(string path, object body) => _client.PostAsJsonAsync("/api/v1/" + path, body);

    public Task<HttpResponseMessage> PutAsync(string path, object body) => _client.PutAsJsonAsync("/api/v1/" + path, body);

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public void Dispose() => _client.Dispose();
}
