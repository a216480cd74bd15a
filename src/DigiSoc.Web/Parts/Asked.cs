using Microsoft.AspNetCore.WebUtilities;

namespace DigiSoc.Web.Parts;

/// <summary>The query of the present address with one thing changed: for links of filters, sorting and paging.</summary>
internal static class Asked
{
    /// <summary>Null removes; changing anything but "after" also goes back to the first page.</summary>
    public static string With(this HttpRequest request, string name, string? value)
    {
        var query = request.Query
            .Where(part => part.Key != name && part.Key != "after" && !string.IsNullOrEmpty(part.Value))
            .ToDictionary(part => part.Key, part => (string?)part.Value.ToString(), StringComparer.Ordinal);
        if (value is not null)
        {
            query[name] = value;
        }

        return QueryHelpers.AddQueryString(request.Path, query);
    }
}
