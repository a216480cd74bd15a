using Microsoft.Playwright;

namespace DigiSoc.EndToEnd.Harness;

internal static class Sizes
{
    public static readonly ViewportSize Desktop = new() { Width = 1280, Height = 860 };

    public static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };
}
