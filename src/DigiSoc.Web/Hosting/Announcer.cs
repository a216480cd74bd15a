using System.Diagnostics;

namespace DigiSoc.Web.Hosting;

/// <summary>Tells the person who started the program what it is doing, one line a step, with the time it took.</summary>
internal sealed class Announcer(TextWriter console)
{
    private readonly Stopwatch _total = Stopwatch.StartNew();

    public async Task<T> StepAsync<T>(string what, Func<Task<T>> work)
    {
        console.Write($"  {what} … ");
        await console.FlushAsync();
        var took = Stopwatch.StartNew();
        try
        {
            var result = await work();
            console.WriteLine($"{took.Elapsed.TotalSeconds:0.0} s");
            return result;
        }
        catch
        {
            console.WriteLine("failed");
            throw;
        }
    }

    public Task StepAsync(string what, Func<Task> work) => StepAsync(what, async () =>
    {
        await work();
        return true;
    });

    public void Say(string line = "") => console.WriteLine(line);

    public TimeSpan Elapsed => _total.Elapsed;
}
