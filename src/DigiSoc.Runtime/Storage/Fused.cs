using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace DigiSoc.Runtime.Storage;

/// <summary>One statement for what most steps write: the instance with its history entry, the row that ends, the row that begins.</summary>
/// <remarks>
/// PostgreSQL then receives, binds and starts one statement instead of two or three. The instance's row is the statement
/// itself and is written first; the others are its WITH queries, and run when it is done: so a step still takes the lock of
/// its instance before any other. All see the database as it was when the statement began, and none sees what another
/// writes: only statements that rely on neither are named here.
/// </remarks>
internal static partial class Fused
{
    private static readonly HashSet<string> Instances = Of(Sql.InsertInstance, Sql.UpdateInstance, Sql.UpdateInstanceUnlessHeld);

    private static readonly HashSet<string> Ends = Of(Sql.AnswerTask, Sql.DeleteTask, Sql.AnswerJob, Sql.DeleteJob, Sql.DeleteTimer);

    private static readonly HashSet<string> Begins = Of(Sql.InsertTask, Sql.InsertJob, Sql.InsertTimer);

    private static readonly ConcurrentDictionary<(string, string, string?), string> Texts = new();

    /// <summary>The statements of one step in their order, the first of them as one where that may be.</summary>
    public static IEnumerable<Statement> From(IReadOnlyList<Statement> statements)
    {
        var count = Length(statements);
        return count < 2 ? statements : statements.Skip(count).Prepend(Join([.. statements.Take(count)]));
    }

    // How many of the first statements go together.
    private static int Length(IReadOnlyList<Statement> statements)
    {
        if (statements.Count < 2 || !Instances.Contains(statements[0].Sql))
        {
            return 0;
        }

        var count = Ends.Contains(statements[1].Sql) ? 2 : 1;
        return count < statements.Count && Begins.Contains(statements[count].Sql) ? count + 1 : count;
    }

    private static Statement Join(Statement[] parts)
    {
        var key = (parts[0].Sql, parts[1].Sql, parts.Length > 2 ? parts[2].Sql : null);
        var text = Texts.TryGetValue(key, out var known) ? known : Texts.GetOrAdd(key, Text(parts));
        return new(text, [.. parts.SelectMany(part => part.Values)]);
    }

    // Of each statement its own WITH query and what it does; their values are counted on from one to the next.
    private static string Text(Statement[] parts)
    {
        var named = new List<string>();
        var instance = "";
        var before = 0;
        for (var at = 0; at < parts.Length; at++)
        {
            var from = before;
            var own = Written().Match(Parameter().Replace(parts[at].Sql, number => string.Create(
                CultureInfo.InvariantCulture, $"${int.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + from}")));
            if (own.Groups["named"].Success)
            {
                named.Add(own.Groups["named"].Value);
            }

            if (at == 0)
            {
                instance = own.Groups["does"].Value;
            }
            else
            {
                named.Add(string.Create(CultureInfo.InvariantCulture, $"part{at} AS ({own.Groups["does"].Value})"));
            }

            before += parts[at].Values.Length;
        }

        return $"WITH {string.Join(", ", named)} {instance}";
    }

    // The texts are constants: the same one is the same object, and need not be read to be known.
    private static HashSet<string> Of(params string[] texts) => new(texts, ByPlace.Instance);

    // One WITH query at most, its brackets counted; then the rest.
    [GeneratedRegex(@"^(?:WITH (?<named>\w+ AS \((?>[^()]+|(?<open>\()|(?<-open>\)))*(?(open)(?!))\))\s+)?(?<does>.*)$", RegexOptions.Singleline)]
    private static partial Regex Written();

    [GeneratedRegex(@"\$(\d+)")]
    private static partial Regex Parameter();

    private sealed class ByPlace : IEqualityComparer<string>
    {
        public static readonly ByPlace Instance = new();

        public bool Equals(string? x, string? y) => ReferenceEquals(x, y);

        public int GetHashCode(string obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
