using System.Globalization;
using System.Net;
using System.Text;

namespace DigiSoc.Sandbox.Pages;

/// <summary>The page for developers, in Latvian.</summary>
internal static class IndexPage
{
    public static string Html(IReadOnlyList<PersonaView> personas, SandboxOptions options, int inhabitants)
    {
        var page = new StringBuilder("""
            <!doctype html><html lang="lv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>DigiSoc reģistru smilšukaste</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
            table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #767676;padding:.4rem;text-align:left;vertical-align:top}
            code{white-space:nowrap}</style></head><body><main><h1>DigiSoc reģistru smilšukaste</h1>
            """);
        page.Append(CultureInfo.InvariantCulture, $"<p>Izdomāti iedzīvotāji: {inhabitants}. Sēkla {options.Seed}, šodiena {options.Today:yyyy-MM-dd}. Neviena persona nav īsta.</p>");
        page.Append("""
            <p><a href="/sandbox/personas">Personas (JSON)</a> · <a href="/sandbox/behaviour">uzvedība</a> · <a href="/sandbox/journal">žurnāls</a> ·
            <a href="/sandbox/mail/messages">e-pasts</a> · <a href="/sandbox/eaddress/messages">e-adrese</a> ·
            <a href="/viss/fpr?wsdl">FPR WSDL</a> · <a href="/viss/vsaa?wsdl">VSAA WSDL</a></p>
            <table><thead><tr><th scope="col">Nr.</th><th scope="col">Stāsts</th><th scope="col">Mājsaimniecība</th></tr></thead><tbody>
            """);
        foreach (var persona in personas)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{persona.Number}</td><td><strong>{Safe(persona.TitleLv)}</strong> <code>{Safe(persona.Id)}</code><br>{Safe(persona.StoryLv)}</td><td>{Members(persona)}</td></tr>");
        }

        return page.Append("</tbody></table></main></body></html>").ToString();
    }

    private static string Members(PersonaView persona) => string.Join("<br>", persona.Members.Select(member =>
        string.Create(CultureInfo.InvariantCulture, $"<code>{member.PersonCode}</code> {Safe(member.GivenName)} {Safe(member.Surname)}, {member.BirthDate:yyyy-MM-dd}")));

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
