using System.Net;
using System.Text.RegularExpressions;
using DigiSoc.Web.Hosting;
using DigiSoc.Web.Tests.Harness;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DigiSoc.Web.Tests.Hosting;

public sealed partial class SecurityTests(RunningProduct product)
{
    [Theory]
    [InlineData("/tasks")]
    [InlineData("/cases")]
    [InlineData("/applications/new/gmi-benefit")]
    public async Task Page_Sent_AllowsNothingInlineAndNobodyElse(string address)
    {
        using var visitor = await Visitor.SignedInAsync(product, "dace");
        using var answer = await visitor.GetAsync(address);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var page = await Visitor.ReadAsync(answer);
        page.QuerySelectorAll("script:not([src]):not([type='application/json'])").ShouldBeEmpty();
        page.QuerySelectorAll("style, [style]").ShouldBeEmpty();
        page.All.SelectMany(element => element.Attributes).Where(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)).ShouldBeEmpty();
        page.QuerySelectorAll("[src], link[href]")
            .Select(element => element.GetAttribute("src") ?? element.GetAttribute("href"))
            .Where(target => !target!.StartsWith('/')).ShouldBeEmpty();
    }

    [Fact]
    public async Task Form_WithoutItsToken_IsRefusedWithAPage()
    {
        using var visitor = await Visitor.SignedInAsync(product, "dace");

        using var answer = await visitor.PostAsync("/sign-out");

        (await Visitor.ReadAsync(answer, HttpStatusCode.BadRequest)).QuerySelector("[data-testid=problem]").ShouldNotBeNull();
    }

    [Fact]
    public void Endpoints_ThatTakeForms_AskForTheToken()
    {
        var open = product.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .Where(endpoint => !endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation != true)
            .Select(endpoint => endpoint.RoutePattern.RawText);

        open.ShouldBeEmpty();
    }

    [Fact]
    public void Styles_Bundled_LoadNothingFromElsewhere()
    {
        var addresses = Directory.EnumerateFiles(Path.Combine(ProductFolders.Content, "wwwroot", "assets"), "*.css")
            .SelectMany(file => OtherAddress().Matches(File.ReadAllText(file)).Select(match => match.Value));

        addresses.ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_Unknown_IsA404WithAPage()
    {
        using var visitor = await Visitor.SignedInAsync(product, "dace");

        (await visitor.PageAsync("/tadas-nav", HttpStatusCode.NotFound)).QuerySelector("[data-testid=problem]").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    public async Task Health_Asked_AnswersWithoutSigningIn(string address)
    {
        using var visitor = new Visitor(product);

        (await visitor.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [GeneratedRegex(@"url\(\s*[""']?(https?:)?//[^)]*")]
    private static partial Regex OtherAddress();
}
