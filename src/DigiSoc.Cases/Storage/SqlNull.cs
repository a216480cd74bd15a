using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Cases.Storage;

/// <summary>Values that may be null: a null has no type of its own on the wire, so it is stated.</summary>
internal static class SqlNull
{
    public static NpgsqlParameter Text(string? value) => Of(value, NpgsqlDbType.Text);

    public static NpgsqlParameter Date(DateOnly? value) => Of(value, NpgsqlDbType.Date);

    public static NpgsqlParameter Time(DateTimeOffset? value) => Of(value?.ToUniversalTime(), NpgsqlDbType.TimestampTz);

    public static NpgsqlParameter Flag(bool? value) => Of(value, NpgsqlDbType.Boolean);

    public static NpgsqlParameter Id(Guid? value) => Of(value, NpgsqlDbType.Uuid);

    public static NpgsqlParameter Number(int? value) => Of(value, NpgsqlDbType.Integer);

    public static NpgsqlParameter Json(string? value) => Of(value, NpgsqlDbType.Jsonb);

    private static NpgsqlParameter Of(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
