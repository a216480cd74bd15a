using System.Text.RegularExpressions;

namespace DigiSoc.Bpmn.Dialects;

/// <summary>Reads BPMN's own XPath functions (10.4.3), <c>bpmn:getDataObject('approved') = 'yes'</c>, as the variable in FEEL.</summary>
internal static partial class XPathFunctions
{
    /// <summary>The FEEL text; null: the text calls none of these functions.</summary>
    public static string? ToFeel(string text) =>
        Call().IsMatch(text) ? Text().Replace(Call().Replace(text, "$1"), "\"$1\"") : null;

    // It begins where a word begins: else a long word would be looked through from each of its letters on.
    [GeneratedRegex(@"(?<![\w-])(?:[\p{L}_][\w-]*:)?get(?:DataObject|ProcessProperty|DataInput|DataOutput)\(\s*'([\p{L}_]\w*)'\s*\)")]
    private static partial Regex Call();

    [GeneratedRegex(@"'([^'""\\]*)'")]
    private static partial Regex Text();
}
