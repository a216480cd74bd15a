using System.Text.Encodings.Web;
using System.Text.Json;

namespace DigiSoc.Sandbox.Registers;

/// <summary>How answers are written.</summary>
internal static class Written
{
    public const int HugeLength = 8 * 1024 * 1024;

    /// <summary>Latvian letters as they are; the answers never go into a page.</summary>
    public static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
