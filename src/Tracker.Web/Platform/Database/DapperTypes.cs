using System.Data;
using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Tracker.Web.Platform;

/// <summary>Lets Dapper read and write dates and moments as NodaTime knows them, and snake_case columns.</summary>
public static class DapperTypes
{
    static readonly Lock once = new();
    static bool registered;

    public static void Register()
    {
        lock (once)
        {
            if (registered)
                return;
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            SqlMapper.AddTypeHandler(new LocalDateHandler());
            SqlMapper.AddTypeHandler(new InstantHandler());
            SqlMapper.AddTypeHandler(new JsonHandler());
            SqlMapper.AddTypeHandler(new ArrayHandler<string>());
            SqlMapper.AddTypeHandler(new ArrayHandler<long>());
            registered = true;
        }
    }

    sealed class LocalDateHandler : SqlMapper.TypeHandler<LocalDate>
    {
        public override LocalDate Parse(object value) => value is DateOnly date
            ? LocalDate.FromDateOnly(date) : LocalDate.FromDateTime((DateTime)value);

        public override void SetValue(IDbDataParameter parameter, LocalDate value)
        {
            parameter.Value = value.ToDateOnly();
            ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Date;
        }
    }

    sealed class InstantHandler : SqlMapper.TypeHandler<Instant>
    {
        public override Instant Parse(object value) => Instant.FromDateTimeUtc(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc));

        public override void SetValue(IDbDataParameter parameter, Instant value)
        {
            parameter.Value = value.ToDateTimeUtc();
            ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.TimestampTz;
        }
    }

    sealed class JsonHandler : SqlMapper.TypeHandler<JsonElement>
    {
        public override JsonElement Parse(object value) => JsonSerializer.Deserialize<JsonElement>((string)value);

        public override void SetValue(IDbDataParameter parameter, JsonElement value)
        {
            parameter.Value = value.GetRawText();
            ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
        }
    }

    // Npgsql calls every array column System.Array, so Dapper finds no constructor for it without being told.
    sealed class ArrayHandler<T> : SqlMapper.TypeHandler<T[]>
    {
        public override T[] Parse(object value) => (T[])value;

        public override void SetValue(IDbDataParameter parameter, T[]? value) => parameter.Value = value ?? (object)DBNull.Value;
    }
}
