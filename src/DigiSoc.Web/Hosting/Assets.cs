using System.Text.Json;

namespace DigiSoc.Web.Hosting;

/// <summary>The addresses of the bundled scripts and styles, by the name of their source in Client/.</summary>
/// <remarks>A missing bundle stops the program at start: every page would be bare.</remarks>
internal sealed class Assets
{
    private readonly Dictionary<string, string> _files;

    public Assets(IWebHostEnvironment environment)
    {
        var list = Path.Combine(environment.WebRootPath, "assets", "assets.json");
        if (!File.Exists(list))
        {
            throw new FileNotFoundException(
                $"WEB-001 Starting the web host: {list} is missing. Build src/DigiSoc.Web (it runs esbuild, which needs Node 20+).", list);
        }

        _files = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(list)) ?? [];
    }

    /// <summary>The address of <paramref name="source"/>, for example "styles/workplace.css".</summary>
    public string this[string source] => "/assets/" + _files[source];
}
