namespace DigiSoc.Sandbox.Registers;

/// <summary>The registers the sandbox plays.</summary>
internal static class RegisterNames
{
    public static readonly IReadOnlyList<string> All =
        ["fpr", "address", "vsaa", "nva", "vid", "vdeavk", "accounts", "banks", "ic", "spolis"];
}
