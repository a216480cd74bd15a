namespace DigiSoc.Cases;

/// <summary>A text people see, in both languages of the product.</summary>
/// <remarks><paramref name="En"/> equals <paramref name="Lv"/> where a package gives no English text.</remarks>
public sealed record LocalText(string Lv, string En)
{
    public static LocalText Of(string lv, string? en = null) => new(lv, string.IsNullOrEmpty(en) ? lv : en);

    /// <summary>The text in <paramref name="language"/> ("lv" or "en"); any other language reads Latvian.</summary>
    public string In(string language) => language == "en" ? En : Lv;
}
