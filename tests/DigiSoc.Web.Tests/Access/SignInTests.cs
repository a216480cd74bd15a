using System.Net;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Access;

public sealed class SignInTests(RunningProduct product)
{
    [Fact]
    public async Task SignIn_WrongPassword_SaysSoBesideTheForm()
    {
        using var visitor = new Visitor(product);

        using var answer = await visitor.SendAsync("/sign-in", "/sign-in", ("user", "dace"), ("password", "nepareiza"));

        var page = await Visitor.ReadAsync(answer, HttpStatusCode.UnprocessableEntity);
        page.QuerySelector("[data-testid=sign-in-failed]").ShouldNotBeNull();
        page.QuerySelector("#user")!.GetAttribute("value").ShouldBe("dace");
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    public async Task SignIn_AddressOfAnotherSite_LeadsHome(string to)
    {
        using var visitor = new Visitor(product);

        using var answer = await visitor.SendAsync("/sign-in", "/sign-in", ("user", "dace"), ("password", Visitor.Password), ("to", to));

        answer.Headers.Location!.ToString().ShouldBe("/");
    }

    [Fact]
    public async Task SignOut_ThenATask_LeadsToSignIn()
    {
        using var visitor = await Visitor.SignedInAsync(product, "dace");

        (await visitor.SendAsync("/tasks", "/sign-out")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await visitor.GetAsync("/tasks")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Language_English_IsKeptAndSaidInTheDocument()
    {
        using var visitor = await Visitor.SignedInAsync(product, "dace");
        (await visitor.PageAsync("/tasks")).DocumentElement.GetAttribute("lang").ShouldBe("lv");

        await visitor.SendAsync("/tasks", "/language", ("language", "en"), ("back", "/tasks"));

        var page = await visitor.PageAsync("/tasks");
        page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        page.QuerySelector("h1")!.TextContent.ShouldBe("My tasks");
    }
}
