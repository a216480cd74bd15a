using DigiSoc.Registers.Catalogue;

namespace DigiSoc.Registers.Asking;

/// <summary>Where a register is.</summary>
internal static class RegisterAddresses
{
    public static Uri Of(RegisterSource register, RegistersOptions options)
    {
        var host = options.Addresses.GetValueOrDefault(register.Id) ?? options.BaseAddress;
        return new Uri(host.ToString().TrimEnd('/') + register.Path);
    }
}
