namespace DigiSoc.Dmn.Boxed;

/// <summary>Writes a boxed Java function as the FEEL literal that means the same; FEEL keeps the list of allowed ones.</summary>
internal static class ExternalFunction
{
    /// <summary>The function literal.</summary>
    public static string Text(FunctionExpression function) =>
        $"function({Parameters(function)}) external {{java: {{class: {Entry(function, "class")}, "
        + $"method signature: {Entry(function, "method signature")}}}}}";

    /// <summary>The function literal called with its own parameters.</summary>
    public static string CallText(FunctionExpression function) => $"({Text(function)})({Parameters(function)})";

    private static string Parameters(FunctionExpression function) =>
        string.Join(", ", function.Parameters.Select(parameter => parameter.Name));

    private static string Entry(FunctionExpression function, string name) =>
        (function.Body as ContextExpression)?.Entries.FirstOrDefault(entry => entry.Variable?.Name == name)?.Value
            is LiteralExpression literal
            ? literal.Text
            : "null";
}
