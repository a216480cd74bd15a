using DigiSoc.EndToEnd.Running;

[assembly: AssemblyFixture(typeof(DigiSoc.EndToEnd.Harness.Product))]

namespace DigiSoc.EndToEnd.Harness;

/// <summary>The product as a user starts it, with the first test that needs it, once for all browser tests: own process,
/// own port, own data folder, database and sandbox of its own.</summary>
public sealed class Product : IAsyncDisposable
{
    private readonly string _data = Programs.NewDataFolder();
    private readonly Lazy<Task<ProgramProcess>> _program;

    public Product() => _program = new(StartAsync);

    /// <summary>The address of the product, once it is ready.</summary>
    public async Task<Uri> StartedAsync() => (await _program.Value).Address;

    public async ValueTask DisposeAsync()
    {
        if (_program.IsValueCreated && _program.Value.IsCompletedSuccessfully)
        {
            await (await _program.Value).DisposeAsync();
        }

        Directory.Delete(_data, recursive: true);
    }

    private Task<ProgramProcess> StartAsync() => ProgramProcess.StartAsync(
        Programs.Web, new Uri($"http://127.0.0.1:{Programs.FreePort()}"), "/health/ready", "--Data:Folder", _data, "--Cases:ReturnedLetterPatience", "00:00:02");
}
