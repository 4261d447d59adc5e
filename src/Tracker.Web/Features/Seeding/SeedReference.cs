using Dapper;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Units;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Seeding;

/// <summary>
/// Puts calendar, regions, units and collectives into a database. Adds what is missing and touches nothing that
/// stands: seeding twice changes nothing, and what an office has corrected stays corrected.
/// </summary>
public sealed class SeedReference(Database database) : IFeature
{
    const string PurposeSql = "INSERT INTO database_purpose (practice) VALUES (@practice) ON CONFLICT DO NOTHING";

    const string CalendarSql = """
        INSERT INTO calendar_days (on_date, recorded_at, kind, name, document)
        SELECT d.on_date, @now, d.kind, d.name, d.document
        FROM unnest(@dates, @kinds, @names, @documents) AS d(on_date, kind, name, document)
        WHERE NOT EXISTS (SELECT FROM calendar_days c WHERE c.on_date = d.on_date)
        """;

    const string RegionSql = """
        INSERT INTO regions (code, name, prefixes) VALUES (@Code, @Name, @prefixes) ON CONFLICT (code) DO NOTHING
        """;

    const string UnitSql = """
        INSERT INTO units (region_id, code, full_name, short_name, kind, position, doubtful, note)
        SELECT r.id, @Code, @FullName, @ShortName, @kind, @Order, @Doubtful, @Note FROM regions r WHERE r.code = @region
        ON CONFLICT (region_id, code) DO NOTHING RETURNING code
        """;

    const string AliasSql = """
        INSERT INTO unit_aliases (region_id, alias, unit_id)
        SELECT u.region_id, @alias, u.id FROM units u JOIN regions r ON r.id = u.region_id
        WHERE r.code = @region AND u.code = @code
        ON CONFLICT DO NOTHING
        """;

    const string CollectiveSql = """
        INSERT INTO collective_units (region_id, spelling, kinds, rule)
        SELECT id, @Spelling, @kinds, @Rule FROM regions WHERE code = @region
        ON CONFLICT DO NOTHING
        """;

    /// <param name="practice">marks a new database as one for practice; a marked one keeps its mark</param>
    /// <param name="onlyRegion">code of the one region to seed; null for all</param>
    public Task Run(bool practice, string? onlyRegion = null) => database.InTransaction(async connection =>
    {
        await connection.ExecuteAsync(PurposeSql, new { practice });
        await SeedCalendar(connection);
        foreach (var region in Region.FromCsv(SeedData.Text("units/regions.csv")).Where(r => onlyRegion is null || r.Code == onlyRegion))
            await SeedRegion(connection, region);
    });

    Task<int> SeedCalendar(NpgsqlConnection connection)
    {
        var days = CalendarDay.FromCsv(SeedData.Text("calendar/cn-working-days.csv"));
        return connection.ExecuteAsync(CalendarSql, new
        {
            now = Calendars.Always,
            dates = days.Select(d => d.Date.ToDateOnly()).ToArray(),
            kinds = days.Select(d => d.Kind == DayKind.Holiday ? "holiday" : "workday").ToArray(),
            names = days.Select(d => d.Name).ToArray(),
            documents = days.Select(d => d.Notice).ToArray(),
        });
    }

    static async Task SeedRegion(NpgsqlConnection connection, Region region)
    {
        await connection.ExecuteAsync(RegionSql, new { region.Code, region.Name, prefixes = region.Prefixes.ToArray() });
        foreach (var unit in Unit.FromCsv(SeedData.Text($"units/{region.Code}.csv")))
        {
            var added = await connection.ExecuteScalarAsync<string?>(UnitSql, new
            {
                region = region.Code, unit.Code, unit.FullName, unit.ShortName, kind = unit.Kind.ToString(), unit.Order, unit.Doubtful, unit.Note,
            });
            // An alias that the office took from a unit does not come back to it.
            if (added is not null)
                await connection.ExecuteAsync(AliasSql, unit.Aliases.Select(alias => new { region = region.Code, code = unit.Code, alias }));
        }
        await connection.ExecuteAsync(CollectiveSql, CollectiveUnit.FromCsv(SeedData.Text("units/collectives.csv"), region.Code)
            .Select(c => new { region = region.Code, c.Spelling, kinds = c.Kinds.Select(k => k.ToString()).ToArray(), c.Rule }));
    }
}
