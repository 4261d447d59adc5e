using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>
/// 登记机构改革: what a document does with units from a day on. Records keep the names of their day, open assignments stay where they
/// are and stand as 未移交 in the office's queue; a day that lies ahead takes effect when it comes.
/// </summary>
public sealed class Reorganise(Database database, EventLog events) : IFeature
{
    /// <param name="OnAsWritten">the date as written, where it is no day; else empty</param>
    /// <param name="Old">units before it, by any spelling</param>
    /// <param name="New">units behind it: those that the registry has, and those to be founded; for 更名 the new name</param>
    /// <param name="SourceLine">what tells a line of a file from every other; null for a form</param>
    public sealed record Form(
        ReorganisationKind Kind, LocalDate On, string OnAsWritten, string Document, bool Doubtful, string Note,
        IReadOnlyList<string> Old, IReadOnlyList<NewUnit> New, string? SourceLine = null);

    /// <param name="ShortName">empty: the full name</param>
    /// <param name="Code">empty: made from the code of the unit before it</param>
    /// <param name="Kind">null: told by the name and the unit before it</param>
    public sealed record NewUnit(string FullName, string ShortName = "", string Code = "", UnitKind? Kind = null, string Parent = "");

    /// <param name="Sentence">what was registered, in words</param>
    public sealed record Registered(long Id, string Sentence);

    const string InsertSql = $"""
        INSERT INTO reorganisations (region_id, kind, effective_on, on_as_written, document, doubtful, note, source_line, recorded_by, recorded_at)
        SELECT @RegionId, @kind, @On, @OnAsWritten, @Document, @Doubtful, @Note, @SourceLine, @PersonId, @Now WHERE {UnitRights.Sql}
        RETURNING id
        """;

    const string EndSql = """
        UPDATE units SET ended_on = @On, version = version + 1 WHERE region_id = @RegionId AND id = ANY(@ended) AND ended_on IS NULL
        """;

    const string FoundSql = """
        INSERT INTO units (region_id, code, full_name, short_name, kind, position, parent_id, founded_on, note)
        SELECT @RegionId, @Code, @FullName, @ShortName, @kind, @Order, (SELECT id FROM units WHERE region_id = @RegionId AND code = @Parent), @FoundedOn, @Note
        RETURNING id
        """;

    const string SuccessionSql = """
        INSERT INTO successions (region_id, reorganisation_id, position, from_unit_id, to_unit_id, ends, heir)
        SELECT @RegionId, @id, @position, @from, @to, @ends, @ends AND @to::bigint IS NOT NULL
            AND NOT EXISTS (SELECT FROM successions h WHERE h.region_id = @RegionId AND h.from_unit_id = @from AND h.heir)
        """;

    // The first change of a name brings the one before it into the table.
    const string NameSql = """
        INSERT INTO unit_names (region_id, unit_id, from_on, recorded_at, full_name, short_name)
        SELECT region_id, id, '-infinity', '-infinity', coalesce(@calledBefore, full_name), coalesce(@calledBefore, short_name) FROM units
        WHERE region_id = @RegionId AND id = @unitId
            AND NOT EXISTS (SELECT FROM unit_names WHERE region_id = @RegionId AND unit_id = @unitId);
        INSERT INTO unit_names (region_id, unit_id, from_on, recorded_at, full_name, short_name, reorganisation_id)
        VALUES (@RegionId, @unitId, @On, @Now, @FullName, @ShortName, @id)
        """;

    /// <exception cref="RuleBroken">the actor may not; a unit is unknown or not there that day; a name or code is taken; the kind does not fit the units</exception>
    public Task<Registered> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(connection => Run(connection, by, at, form));

    /// <summary>What it would do, without doing it.</summary>
    /// <inheritdoc cref="Run(Actor, OfficeMoment, Form)"/>
    public Task<Registered> Try(Actor by, OfficeMoment at, Form form) => database.InTransaction(connection => Run(connection, by, at, form), keep: _ => false);

    /// <summary>The same inside a transaction that is already open.</summary>
    public async Task<Registered> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form)
    {
        UnitRights.RefuseOthers(by);
        await UnitRecords.TakeTurn(connection, by.RegionId);
        var parties = await ReorganisedUnits.Of(connection, by.RegionId, form);
        var id = await connection.ExecuteScalarAsync<long>(InsertSql, new
        {
            by.RegionId, by.PersonId, at.Now, kind = form.Kind.ToString(), form.On, form.OnAsWritten, form.Document, form.Doubtful, form.Note, form.SourceLine,
        });
        var behind = new List<long>();
        foreach (var unit in parties.New)
            behind.Add(unit.Id ?? await connection.ExecuteScalarAsync<long>(FoundSql, new
            {
                by.RegionId, unit.Draft.Code, unit.Draft.FullName, unit.Draft.ShortName, kind = unit.Draft.Kind.ToString(), unit.Draft.Order,
                unit.Draft.Parent, unit.Draft.FoundedOn, unit.Draft.Note,
            }));
        if (form.Kind == ReorganisationKind.Rename)
            await connection.ExecuteAsync(NameSql, new
            {
                by.RegionId, at.Now, form.On, id, unitId = behind[0], parties.CalledBefore, parties.New[0].Draft.FullName, parties.New[0].Draft.ShortName,
            });
        await connection.ExecuteAsync(EndSql, new { by.RegionId, form.On, ended = parties.Ending.Except(behind).ToArray() });
        foreach (var (i, (from, to)) in Pairs(parties.Old, behind, form.Kind).Index())
            await connection.ExecuteAsync(SuccessionSql, new { by.RegionId, id, position = i + 1, from, to, ends = form.Kind.EndsUnits() });
        await UnitNames.Begin(connection, by.RegionId, at);
        await ReorganisedUnits.RefuseSharedNames(connection, by.RegionId, behind);
        var sentence = parties.Sentence(form);
        await events.Append(connection, by, at.Now, new Event(nameof(Reorganise), $"Reorganisation:{id}", sentence, After: form));
        return new(id, sentence);
    }

    /// <summary>Who came out of whom; a unit that goes on inside a merger does not come out of itself.</summary>
    static IEnumerable<(long? From, long? To)> Pairs(IReadOnlyList<long> old, List<long> behind, ReorganisationKind kind) => kind switch
    {
        ReorganisationKind.Foundation => [(null, behind[0])],
        ReorganisationKind.Abolition => old.Select(from => ((long?)from, (long?)null)),
        ReorganisationKind.Rename => [(old[0], old[0])],
        _ => from before in old from after in behind where before != after select ((long?)before, (long?)after),
    };
}
