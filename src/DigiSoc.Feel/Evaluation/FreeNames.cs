namespace DigiSoc.Feel.Evaluation;

/// <summary>The names that an expression takes from its variables.</summary>
internal static class FreeNames
{
    /// <summary>In order of first use.</summary>
    /// <param name="root">The expression.</param>
    /// <param name="certainOnly">Whether to leave out those that may be entries of a filter's item.</param>
    internal static IReadOnlyList<string> Of(Node root, bool certainOnly)
    {
        var names = new List<string>();
        var open = new Stack<Node>([root]);
        while (open.TryPop(out var node))
        {
            if (node is FreeNode free && (certainOnly ? free.IsCertain : free.IsVariable) && !names.Contains(free.Name))
            {
                names.Add(free.Name);
            }

            foreach (var part in node.Parts.Reverse())
            {
                open.Push(part);
            }
        }

        return names;
    }

    /// <summary>Those that are called and are no built-in functions, in order of first use.</summary>
    internal static IReadOnlyList<string> Called(Node root)
    {
        var names = new List<string>();
        var open = new Stack<Node>([root]);
        while (open.TryPop(out var node))
        {
            var function = node is CallNode call ? call.Function : (node as NamedCallNode)?.Function;
            if (function is FreeNode { BuiltIn: null } free && !names.Contains(free.Name))
            {
                names.Add(free.Name);
            }

            foreach (var part in node.Parts.Reverse())
            {
                open.Push(part);
            }
        }

        return names;
    }
}
