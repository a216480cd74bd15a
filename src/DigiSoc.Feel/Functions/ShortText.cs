namespace DigiSoc.Feel.Functions;

/// <summary>A value in a message: its text when short, else its beginning.</summary>
internal static class ShortText
{
    private const int Longest = 60;

    internal static string Of(in FeelValue value)
    {
        var text = value.ToString();
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
