using System.Net;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Access;

/// <summary>Each role at each page: in, or kept out with 403.</summary>
public sealed class AccessMatrixTests(RunningProduct product)
{
    private static readonly Dictionary<string, string[]> Pages = new()
    {
        ["/tasks"] = ["rasa", "dace", "lauma", "marta"],
        ["/absences"] = ["rasa", "dace", "lauma", "marta"],
        ["/cases"] = ["rasa", "dace", "lauma", "marta"],
        ["/applications/new/gmi-benefit"] = ["rasa", "dace"],
        ["/post"] = ["rasa", "marta"],
        ["/deadlines"] = ["marta"],
        ["/staff"] = ["marta"],
        ["/operations"] = ["dace", "marta", "pauls"],
        ["/operations/holds"] = ["marta", "pauls"],
        ["/operations/bulk"] = ["marta", "pauls"],
        ["/packages"] = ["marta", "pauls"],
        ["/audit"] = ["dita"],
    };

    private static readonly Dictionary<string, string[]> Calls = new()
    {
        ["tasks"] = ["rasa", "dace", "lauma", "marta"],
        ["absences"] = ["rasa", "dace", "lauma", "marta"],
        ["cases"] = ["rasa", "dace", "lauma", "marta"],
        ["procedures"] = ["rasa", "dace"],
        ["post"] = ["rasa", "marta"],
        ["deadlines"] = ["marta"],
        ["staff"] = ["marta"],
        ["staff/history"] = ["marta"],
        ["packages"] = ["marta", "pauls"],
        ["holds"] = ["marta", "pauls"],
        ["holds/history"] = ["marta", "pauls"],
        ["bulks"] = ["marta", "pauls"],
        ["access-log"] = ["dita"],
    };

    public static TheoryData<string> Users => ["rasa", "dace", "lauma", "marta", "pauls", "dita"];

    [Theory]
    [MemberData(nameof(Users))]
    public async Task Page_ByRole_OpensOrIsRefused(string user)
    {
        using var visitor = await Visitor.SignedInAsync(product, user);

        foreach (var (page, allowed) in Pages)
        {
            using var answer = await visitor.GetAsync(page);

            var expected = allowed.Contains(user) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            answer.StatusCode.ShouldBe(expected, $"{user} at {page}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task Call_ByRole_AnswersOrIsRefused(string user)
    {
        using var client = await ApiClient.SignedInAsync(product, user);

        foreach (var (call, allowed) in Calls)
        {
            using var answer = await client.GetAsync(call);

            var expected = allowed.Contains(user) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            answer.StatusCode.ShouldBe(expected, $"{user} at {call}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>A process that does not exist: whoever may change one is told so (404), others are kept out.</summary>
    [Theory]
    [MemberData(nameof(Users))]
    public async Task Process_ByRole_IsLookedForOrRefused(string user)
    {
        using var visitor = await Visitor.SignedInAsync(product, user);
        using var client = await ApiClient.SignedInAsync(product, user);
        var expected = user == "marta" ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden;

        (await visitor.GetAsync($"/cases/{Guid.NewGuid()}/processes/{Guid.NewGuid()}")).StatusCode.ShouldBe(expected);
        (await client.GetAsync($"processes/{Guid.NewGuid()}")).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Page_WithoutSigningIn_LeadsToTheSignInPage()
    {
        using var visitor = new Visitor(product);

        foreach (var page in Pages.Keys)
        {
            using var answer = await visitor.GetAsync(page);

            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, page);
            answer.Headers.Location!.ToString().ShouldContain("/sign-in?to=");
        }
    }
}
