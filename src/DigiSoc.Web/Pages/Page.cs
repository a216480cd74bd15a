using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DigiSoc.Web.Pages;

/// <summary>A page as the answer of an endpoint: the endpoint reads, the component only shows.</summary>
internal static class Page
{
    public static RazorComponentResult Of<TPage>(object parameters, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        new(typeof(TPage), parameters) { StatusCode = status, PreventStreamingRendering = true };
}
