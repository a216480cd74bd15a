using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using NpgsqlTypes;

namespace DigiSoc.Runtime.Storage;

/// <summary>One statement for the same statement of many steps: its values come as arrays, a row of them for each step.</summary>
/// <remarks>
/// Only for statements that touch one row, named by their first value. PostgreSQL then binds, plans and starts them once
/// for all steps of a shared commit, which is most of what a small statement costs.
/// </remarks>
internal static partial class Rowwise
{
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    // What nearly every step writes; rarer statements stay single.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        Sql.InsertInstance, Sql.InsertInstanceKeeping, Sql.UpdateInstance, Sql.UpdateInstanceUnlessHeld, Sql.UpdateInstanceKeeping,
        Sql.UpdateInstanceKeepingNoMore, Sql.UpdateInstanceKeepingNoMoreUnlessHeld, Sql.UpdateChain, Sql.InsertTask,
        Sql.AnswerTask, Sql.AnswerOfferedTask, Sql.DeleteTask, Sql.InsertJob, Sql.AnswerJob, Sql.DeleteJob, Sql.InsertTimer, Sql.DeleteTimer,
    };

    public static bool Knows(string sql) => Known.Contains(sql);

    /// <summary>Statements of the same text, at least two, as one.</summary>
    public static Statement Join(IReadOnlyList<Statement> same)
    {
        var first = same[0];
        var values = new Value[first.Values.Length];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = Column(first.Values[at].Type, same, at);
        }

        var text = Texts.TryGetValue(first.Sql, out var known) ? known : Texts.GetOrAdd(first.Sql, Text(first));
        return new(text, values);
    }

    // INSERT … VALUES (…) reads its rows from the arrays instead; UPDATE and DELETE join them by what names their row, or
    // take any of the ids when there is nothing else.
    private static string Text(Statement single)
    {
        if (single.Values.Length == 1)
        {
            return single.Sql.Replace("= $1", "= ANY ($1)", StringComparison.Ordinal);
        }

        var text = Inserted().Replace(single.Sql, $"SELECT ${{row}} {From}");
        text = Deleted().Replace(text, $"${{head}} USING given AS row WHERE");
        if (Updated().IsMatch(text))
        {
            var end = text.LastIndexOf("WHERE id = $1", StringComparison.Ordinal);
            text = $"{text[..end]}{From} {text[end..]}";
        }

        var others = text.StartsWith("WITH ", StringComparison.Ordinal) ? $", {text[5..]}" : $" {text}";
        return $"WITH given AS (SELECT * FROM {Rows(single)}){Named(others)}";
    }

    private const string From = "FROM given AS row";

    private static string Named(string sql) => Parameter().Replace(sql, "row.v${number}");

    private static string Rows(Statement single)
    {
        var arrays = single.Values.Select((value, at) => string.Create(CultureInfo.InvariantCulture, $"${at + 1}::{TypeName(value.Type)}[]"));
        var names = single.Values.Select((_, at) => string.Create(CultureInfo.InvariantCulture, $"v{at + 1}"));
        return $"unnest({string.Join(", ", arrays)}) AS row ({string.Join(", ", names)})";
    }

    private static string TypeName(NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.Uuid => "uuid",
        NpgsqlDbType.Integer => "integer",
        NpgsqlDbType.Smallint => "smallint",
        NpgsqlDbType.Bigint => "bigint",
        NpgsqlDbType.Bytea => "bytea",
        NpgsqlDbType.Json => "json",
        NpgsqlDbType.TimestampTz => "timestamptz",
        NpgsqlDbType.Date => "date",
        NpgsqlDbType.Interval => "interval",
        NpgsqlDbType.Text => "text",
        _ => throw RunErrors.Bug($"no array is written for {type}."),
    };

    private static Value Column(NpgsqlDbType type, IReadOnlyList<Statement> same, int at) => new(NpgsqlDbType.Array | type, type switch
    {
        NpgsqlDbType.Uuid => Contents<Guid?>(same, at),
        NpgsqlDbType.Integer => Contents<int?>(same, at),
        NpgsqlDbType.Smallint => Contents<short?>(same, at),
        NpgsqlDbType.Bigint => Contents<long?>(same, at),
        NpgsqlDbType.Bytea or NpgsqlDbType.Json => Contents<byte[]?>(same, at),
        NpgsqlDbType.TimestampTz => Contents<DateTime?>(same, at),
        NpgsqlDbType.Date => Contents<DateOnly?>(same, at),
        NpgsqlDbType.Interval => Contents<TimeSpan?>(same, at),
        _ => Contents<string?>(same, at),
    });

    private static T[] Contents<T>(IReadOnlyList<Statement> same, int at)
    {
        var column = new T[same.Count];
        for (var row = 0; row < column.Length; row++)
        {
            column[row] = (T)same[row].Values[at].Content!;
        }

        return column;
    }

    // Brackets within the row are counted, so that its own closing one is found.
    [GeneratedRegex(@"VALUES \((?<row>(?>[^()]+|(?<open>\()|(?<-open>\)))*(?(open)(?!)))\)")]
    private static partial Regex Inserted();

    [GeneratedRegex(@"(?<head>DELETE FROM [\w.]+(?: t)?) WHERE")]
    private static partial Regex Deleted();

    [GeneratedRegex(@"\bUPDATE runtime\.")]
    private static partial Regex Updated();

    [GeneratedRegex(@"\$(?<number>\d+)")]
    private static partial Regex Parameter();
}
