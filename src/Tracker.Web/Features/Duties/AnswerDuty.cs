using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Duties;

/// <summary>落实情况: a unit answers a duty of the covering letter that binds it, once.</summary>
public sealed class AnswerDuty(Database database, EventLog events) : IFeature
{
    sealed record Before(string Name, Instant AnsweredAt);

    const string AnswerSql = """
        INSERT INTO duty_answers (region_id, duty_id, unit_id, text, answered_by, answered_on, answered_at)
        VALUES (@RegionId, @dutyId, @unitId, @text, @PersonId, @Today, @Now)
        ON CONFLICT ON CONSTRAINT a_unit_answers_a_duty_once DO NOTHING
        """;

    const string BeforeSql = """
        SELECT p.name, a.answered_at FROM duty_answers a JOIN people p ON p.region_id = a.region_id AND p.id = a.answered_by
        WHERE a.region_id = @RegionId AND a.duty_id = @dutyId AND a.unit_id = @unitId
        """;

    /// <exception cref="RuleBroken">the duty does not bind a unit of this person, nothing was said, it is answered by a return, or was answered before</exception>
    public async Task Run(Actor by, OfficeMoment at, long dutyId, long unitId, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new RuleBroken("answer-says-nothing", "请写明落实情况。");
        await database.InTransaction(connection => Run(connection, by, at, dutyId, unitId, text.Trim()));
    }

    async Task Run(NpgsqlConnection connection, Actor by, OfficeMoment at, long dutyId, long unitId, string text)
    {
        var duty = await DutyQueries.Find(connection, by.RegionId, dutyId) ?? throw NotYours.Of("通知要求");
        var line = await DutyQueries.Standing(connection, by, duty, at);
        if (!by.OwnUnits.Contains(unitId) || line?.Units.FirstOrDefault(u => u.UnitId == unitId) is not { } unit)
            throw NotYours.Of("通知要求");
        if (duty.ReturnKind is { } kind)
            throw new RuleBroken("duty-is-answered-by-a-return", $"这条通知要求随{Domain.Deadlines.CheckpointWords.Chinese(kind)}报送表答复，不用另报。");
        var row = new { by.RegionId, dutyId, unitId, text, by.PersonId, at.Today, at.Now };
        if (await connection.ExecuteAsync(AnswerSql, row) == 0)
            throw AnsweredBefore(await connection.QuerySingleAsync<Before>(BeforeSql, row));
        await events.Append(connection, by, at.Now, new Event(nameof(AnswerDuty), $"Duty:{dutyId}",
            $"{unit.Unit}答复通知要求“{duty.Raw}”：{Excerpt.Of(text)}", After: new { unitId, text }));
    }

    static RuleBroken AnsweredBefore(Before before) =>
        new("duty-is-answered", $"{before.Name}已于 {before.AnsweredAt.Iso()} 答复了这条通知要求。");
}
