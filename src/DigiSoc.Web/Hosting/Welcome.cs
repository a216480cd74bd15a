using DigiSoc.Cases;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace DigiSoc.Web.Hosting;

/// <summary>The lines that say where the product is and who may sign in to look at it.</summary>
internal static class Welcome
{
    public static async Task SayAsync(WebApplication app, Announcer announcer)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        announcer.Say();
        announcer.Say($"  DigiSoc is ready after {announcer.Elapsed.TotalSeconds:0.0} s:  {address}");
        var accounts = await app.Services.GetRequiredService<People>().DemoUsersAsync(CancellationToken.None);
        if (accounts.Count > 0)
        {
            announcer.Say();
            announcer.Say($"  Demonstration accounts (password: {accounts[0].Password})");
            foreach (var account in accounts)
            {
                announcer.Say($"    {account.UserId,-10} {account.RoleTitle.En,-24} {account.Institution.Name.Lv}");
            }
        }

        announcer.Say();
        announcer.Say("  Stop with Ctrl-C.");
    }
}
