using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Circulars;

/// <summary>告知拟通报: units that an order did not move in ten working days hear that they will be named, and have three to reply.</summary>
public sealed class AnnounceCircular(Database database, EventLog events) : IFeature
{
    const string CircularSql = """
        INSERT INTO circulars (region_id, announced_by, announced_on, announced_at, reply_by)
        VALUES (@RegionId, @PersonId, @Today, @Now, @replyBy) RETURNING id
        """;

    const string UnitsSql = "INSERT INTO circular_units (region_id, circular_id, unit_id) SELECT @RegionId, @id, unnest(@units)";

    const string LinesSql = """
        INSERT INTO circular_lines (region_id, circular_id, unit_id, reminder_id)
        SELECT @RegionId, @id, unit_id, reminder_id FROM unnest(@units, @reminders) AS l(unit_id, reminder_id)
        """;

    /// <returns>the circular's id</returns>
    /// <exception cref="RuleBroken">not a coordinator, another is open, or nobody is to be named</exception>
    public async Task<long> Run(Actor by, OfficeMoment at)
    {
        by.RequireCoordinator();
        try
        {
            return await database.InTransaction(connection => Run(connection, by, at));
        }
        catch (PostgresException e) when (e.Broke("one_open_circular_a_region"))
        {
            throw new RuleBroken("circular-is-open", "已有一份通报正在征求意见，请先印发或逐家撤下。");
        }
    }

    async Task<long> Run(NpgsqlConnection connection, Actor by, OfficeMoment at)
    {
        var (rule, calendar) = (await RegionSettings.Load(connection, by.RegionId, at.Now, LadderRule.Default), await Calendars.Load(connection, by.RegionId));
        var lines = await CircularQueries.Candidates(connection, by.RegionId, CircularQueries.SentBy(rule, calendar, at.Today));
        if (lines.Count == 0)
            throw new RuleBroken("nobody-to-name", $"没有可以通报的单位：督办通知单发出满{rule.CircularAfter}个工作日仍未办理的，才能通报。");
        var units = lines.Select(l => l.UnitId).Distinct().ToArray();
        var replyBy = calendar.AddWorkdays(at.Today, rule.ReplyWithin).Date;
        var id = await connection.ExecuteScalarAsync<long>(CircularSql, new { by.RegionId, by.PersonId, at.Today, at.Now, replyBy });
        await connection.ExecuteAsync(UnitsSql, new { by.RegionId, id, units });
        await connection.ExecuteAsync(LinesSql, new { by.RegionId, id, units = lines.Select(l => l.UnitId).ToArray(), reminders = lines.Select(l => l.ReminderId).ToArray() });
        await MailPromises.Promise(connection, by.RegionId, MailKind.CircularAhead, units, id, at);
        await events.Append(connection, by, at.Now, new Event(nameof(AnnounceCircular), $"Circular:{id}",
            $"告知拟通报：{units.Length}家，{lines.Count}条，{replyBy.OnPaper()}前回复", After: new { units, replyBy }));
        return id;
    }
}
