using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Runtime.Storage;

/// <summary>A statement with its values, not yet bound to a batch; it can be put into a second batch when the first fails.</summary>
internal sealed record Statement(string Sql, params Value[] Values)
{
    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(Sql);
        foreach (var value in Values)
        {
            command.Parameters.Add(value.ToParameter());
        }

        return command;
    }

    /// <summary>Puts the values into a command that was made of a statement with the same text.</summary>
    public void Rebind(NpgsqlBatchCommand command)
    {
        var parameters = command.Parameters;
        for (var at = 0; at < Values.Length; at++)
        {
            if (!Values[at].TrySet(parameters[at]))
            {
                parameters[at] = Values[at].ToParameter();
            }
        }
    }
}

/// <summary>A typed parameter value; null is typed too, so that one statement is prepared once.</summary>
internal readonly record struct Value(NpgsqlDbType Type, object? Content)
{
    public static Value Uuid(Guid? value) => new(NpgsqlDbType.Uuid, value);

    public static Value Text(string? value) => new(NpgsqlDbType.Text, value);

    public static Value Int(int? value) => new(NpgsqlDbType.Integer, value);

    public static Value Small(int value) => new(NpgsqlDbType.Smallint, checked((short)value));

    public static Value Long(long? value) => new(NpgsqlDbType.Bigint, value);

    public static Value Bool(bool value) => new(NpgsqlDbType.Boolean, value);

    public static Value Bytes(byte[]? value) => new(NpgsqlDbType.Bytea, value);

    public static Value Json(byte[]? value) => new(NpgsqlDbType.Json, value);

    public static Value At(DateTimeOffset? value) => new(NpgsqlDbType.TimestampTz, value?.UtcDateTime);

    public static Value On(DateOnly? value) => new(NpgsqlDbType.Date, value);

    public static Value Span(TimeSpan value) => new(NpgsqlDbType.Interval, value);

    public static Value Texts(IEnumerable<string> value) => new(NpgsqlDbType.Array | NpgsqlDbType.Text, value.ToArray());

    public static Value Ints(IEnumerable<int> value) => new(NpgsqlDbType.Array | NpgsqlDbType.Integer, value.ToArray());

    /// <summary>A list as PostgreSQL writes it, for statements that are joined (arrays of lists of different length do not exist).</summary>
    public static Value ArrayText(IEnumerable<string> value) => Text($"{{{string.Join(',', value.Select(Quoted))}}}");

    public static Value Uuids(IEnumerable<Guid> value) => new(NpgsqlDbType.Array | NpgsqlDbType.Uuid, value.ToArray());

    // A parameter that knows its type at compile time is bound without being asked for it at each use.
    public NpgsqlParameter ToParameter() => Content switch
    {
        Guid value => Typed(value),
        string value => Typed(value),
        int value => Typed(value),
        long value => Typed(value),
        short value => Typed(value),
        byte[] value => Typed(value),
        DateTime value => Typed(value),
        DateOnly value => Typed(value),
        TimeSpan value => Typed(value),
        bool value => Typed(value),
        _ => new() { NpgsqlDbType = Type, Value = Content ?? DBNull.Value },
    };

    /// <summary>False: the parameter is for another type, or for null.</summary>
    public bool TrySet(NpgsqlParameter parameter)
    {
        switch (Content)
        {
            case null: return parameter.Value is DBNull && parameter.NpgsqlDbType == Type;
            case string value: return TrySet(parameter, value);
            case Guid value: return TrySet(parameter, value);
            case int value: return TrySet(parameter, value);
            case long value: return TrySet(parameter, value);
            case short value: return TrySet(parameter, value);
            case byte[] value: return TrySet(parameter, value);
            case DateTime value: return TrySet(parameter, value);
            case DateOnly value: return TrySet(parameter, value);
            case TimeSpan value: return TrySet(parameter, value);
            case bool value: return TrySet(parameter, value);
            default: return false;
        }
    }

    // The same text has the same types in the same places; only null differs.
    private static bool TrySet<T>(NpgsqlParameter parameter, T value)
    {
        if (parameter is not NpgsqlParameter<T> typed)
        {
            return false;
        }

        typed.TypedValue = value;
        return true;
    }

    private NpgsqlParameter<T> Typed<T>(T value) => new() { NpgsqlDbType = Type, TypedValue = value };

    private static string Quoted(string item) =>
        $"\"{item.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
