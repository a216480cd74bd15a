using System.Net;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Access;

/// <summary>Two municipalities do not see each other's cases, by screen or by API.</summary>
public sealed class InstitutionTests(RunningProduct product)
{
    [Fact]
    public async Task Case_OfAnotherMunicipality_IsNotFoundAnywhere()
    {
        using var ogre = await ApiClient.SignedInAsync(product, "dace");
        var own = await ApiClient.JsonAsync(await ogre.GetAsync("cases"));
        var id = own.GetProperty("items")[0].GetProperty("caseId").GetGuid();
        using var jelgava = await ApiClient.SignedInAsync(product, "sandis");
        using var visitor = await Visitor.SignedInAsync(product, "sandis");

        foreach (var address in (string[])[$"cases/{id}", $"cases/{id}/whereabouts", $"cases/{id}/documents/{Guid.Empty}"])
        {
            (await jelgava.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
        }

        (await visitor.GetAsync($"/cases/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync($"/cases/{id}/decision")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Cases_OfTwoMunicipalities_HaveNothingInCommon()
    {
        using var ogre = await ApiClient.SignedInAsync(product, "dace");
        using var jelgava = await ApiClient.SignedInAsync(product, "sandis");

        var ofOgre = await IdsAsync(ogre);
        var ofJelgava = await IdsAsync(jelgava);

        ofOgre.ShouldNotBeEmpty();
        ofJelgava.ShouldNotBeEmpty();
        ofOgre.Intersect(ofJelgava).ShouldBeEmpty();
    }

    private static async Task<Guid[]> IdsAsync(ApiClient client)
    {
        var page = await ApiClient.JsonAsync(await client.GetAsync("cases?size=200"));
        return [.. page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("caseId").GetGuid())];
    }
}
