using DigiSoc.Runtime.Storage;
using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Runtime.Tests;

/// <summary>Statements of a step that go as one: what they say together, and what stays as it is.</summary>
public sealed class FusedTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        [nameof(Sql.InsertInstance)] = Sql.InsertInstance,
        [nameof(Sql.UpdateInstance)] = Sql.UpdateInstance,
        [nameof(Sql.UpdateInstanceUnlessHeld)] = Sql.UpdateInstanceUnlessHeld,
        [nameof(Sql.AnswerTask)] = Sql.AnswerTask,
        [nameof(Sql.DeleteTask)] = Sql.DeleteTask,
        [nameof(Sql.AnswerJob)] = Sql.AnswerJob,
        [nameof(Sql.DeleteJob)] = Sql.DeleteJob,
        [nameof(Sql.DeleteTimer)] = Sql.DeleteTimer,
        [nameof(Sql.InsertTask)] = Sql.InsertTask,
        [nameof(Sql.InsertJob)] = Sql.InsertJob,
        [nameof(Sql.InsertTimer)] = Sql.InsertTimer,
        [nameof(Sql.InsertSubscription)] = Sql.InsertSubscription,
    };

    // Those of which the text alone does not tell the type.
    private static readonly Dictionary<(string, int), NpgsqlDbType> Types = new()
    {
        [(nameof(Sql.InsertInstance), 8)] = NpgsqlDbType.Uuid,
        [(nameof(Sql.InsertTask), 14)] = NpgsqlDbType.TimestampTz,
        [(nameof(Sql.InsertJob), 7)] = NpgsqlDbType.Integer,
        [(nameof(Sql.InsertJob), 8)] = NpgsqlDbType.Interval,
        [(nameof(Sql.InsertJob), 9)] = NpgsqlDbType.Text,
    };

    private static readonly string[] Instances = [nameof(Sql.InsertInstance), nameof(Sql.UpdateInstance), nameof(Sql.UpdateInstanceUnlessHeld)];

    private static readonly string[] Ends =
        [nameof(Sql.AnswerTask), nameof(Sql.DeleteTask), nameof(Sql.AnswerJob), nameof(Sql.DeleteJob), nameof(Sql.DeleteTimer)];

    private static readonly string[] Begins = [nameof(Sql.InsertTask), nameof(Sql.InsertJob), nameof(Sql.InsertTimer)];

    public static TheoryData<string[]> Together() => new(
        (from instance in Instances from begin in Begins select new[] { instance, begin })
        .Concat(from instance in Instances from end in Ends select new[] { instance, end })
        .Concat(from instance in Instances from end in Ends from begin in Begins select new[] { instance, end, begin }));

    // The last one takes a message that another statement of the same step may have sent.
    public static TheoryData<string[]> Apart() => new(
        [nameof(Sql.AnswerJob), nameof(Sql.InsertTask)], [nameof(Sql.UpdateInstance)], [nameof(Sql.UpdateInstance), nameof(Sql.InsertSubscription)]);

    // The server reads the text as it would before running it: names, columns, types, numbers of values.
    [Theory, MemberData(nameof(Together))]
    public async Task From_WhatGoesTogether_IsOneStatementThatTheServerUnderstands(string[] names)
    {
        var fused = Fused.From([.. names.Select(Sample)]).ShouldHaveSingleItem();

        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(fused.Sql, connection);
        command.Parameters.AddRange(fused.Values.Select(value => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = value.Type }).ToArray());
        await command.PrepareAsync();
        fused.Values.Select(value => value.Content).ShouldBe(names.SelectMany(name => Sample(name).Values).Select(value => value.Content));
    }

    [Theory, MemberData(nameof(Apart))]
    public void From_OtherStatements_StayAsTheyAre(string[] names)
    {
        Statement[] statements = [.. names.Select(Sample)];

        Fused.From(statements).ShouldBe(statements);
    }

    [Fact]
    public void From_MoreThanOneBegins_OnlyTheFirstGoesAlong()
    {
        Statement[] statements = [.. new[] { nameof(Sql.UpdateInstance), nameof(Sql.AnswerTask), nameof(Sql.InsertJob), nameof(Sql.InsertTask) }.Select(Sample)];

        Fused.From(statements).Skip(1).ShouldBe([statements[3]]);
    }

    // Values that tell their text and place.
    private static Statement Sample(string name)
    {
        var text = Texts[name];
        var highest = Enumerable.Range(1, 40).Last(number => text.Contains($"${number}", StringComparison.Ordinal));
        return new(text, [.. Enumerable.Range(1, highest).Select(number => new Value(Types.GetValueOrDefault((name, number), NpgsqlDbType.Unknown), $"{number} of {name}"))]);
    }
}
