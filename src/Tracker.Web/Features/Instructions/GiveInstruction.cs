using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Files;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Instructions;

/// <summary>批示: a leader writes what he wants of an item, or the office enters it in his name, with day and source. What the office enters
/// with units goes on to them at once; what a leader writes waits for the office to pass it on.</summary>
public sealed class GiveInstruction(Database database, EventLog events, PassOnInstruction passOn) : IFeature
{
    /// <param name="Leader">批示人, where the office enters it; null where the leader writes it himself</param>
    /// <param name="GivenOn">the day of the instruction; of no use where the leader writes it himself</param>
    /// <param name="Source">where the office has it from: 签批件, 会议, 口头</param>
    /// <param name="DueOn">the day by which the units answer; a leader may leave it to the office</param>
    /// <param name="Units">units of the item to which it goes</param>
    public sealed record Form(long WorkItemId, string Text, string? Leader, LocalDate? GivenOn, string Source, LocalDate? DueOn, IReadOnlyCollection<long> Units, UploadedFile? Scan = null);

    const string ItemSql = """
        SELECT w.number FROM work_items w WHERE w.region_id = @RegionId AND w.id = @WorkItemId
            AND EXISTS (SELECT FROM assignments a WHERE a.region_id = w.region_id AND a.work_item_id = w.id) FOR KEY SHARE
        """;

    const string LeaderSql = """
        SELECT p.id FROM people p JOIN person_roles r ON r.region_id = p.region_id AND r.person_id = p.id AND r.role = 'Leader'
        WHERE p.region_id = @RegionId AND p.name = @leader AND p.disabled_at IS NULL
        """;

    const string InsertSql = """
        INSERT INTO instructions (region_id, work_item_id, leader_name, leader_id, given_on, source, text, due_on, for_units, scan_name, scan_sha256,
            entered_by, entered_on, entered_at)
        VALUES (@RegionId, @WorkItemId, @leader, @leaderId, @givenOn, @source, @text, @DueOn, @units, @scanName, @scanSha256, @PersonId, @Today, @Now)
        RETURNING id
        """;

    const string CoordinatorsSql = "SELECT DISTINCT person_id FROM person_roles WHERE region_id = @RegionId AND role = 'Coordinator'";

    /// <returns>the instruction's id</returns>
    /// <exception cref="RuleBroken">neither leader nor coordinator, no such item, nothing said, no leader, day or source, a day to come,
    /// an answer wanted by a day that has passed, or a scan that is not accepted; with units of the office's own: as for passing on</exception>
    public async Task<long> Run(Actor by, OfficeMoment at, Form form)
    {
        var own = by.Is(Role.Leader) && string.IsNullOrWhiteSpace(form.Leader);
        if (!own)
            by.RequireCoordinator();
        Refuse(at.Today, form, own);
        var scan = form.Scan is null ? null : (await StoredFiles.Accept([form.Scan]))[0];
        return await database.InTransaction(async connection =>
        {
            var number = await connection.ExecuteScalarAsync<string?>(ItemSql, new { by.RegionId, form.WorkItemId })
                ?? throw new RuleBroken("no-such-item", "没有这项任务，或它还没有交办。");
            if (scan is not null)
                await StoredFiles.Store(connection, by.RegionId, scan, at);
            var id = await Insert(connection, by, at, form, own, scan);
            if (own)
                await MailPromises.PromiseToPeople(connection, by.RegionId, MailKind.Instruction,
                    [.. await connection.QueryAsync<long>(CoordinatorsSql, new { by.RegionId })], id, at);
            else if (form.Units.Count > 0)
                await passOn.Run(connection, by, at, new(id, form.DueOn, form.Units));
            return id;
        });
    }

    static void Refuse(LocalDate today, Form form, bool own)
    {
        if (string.IsNullOrWhiteSpace(form.Text))
            throw new RuleBroken("instruction-says-nothing", "请写明批示内容。");
        if (!own && (string.IsNullOrWhiteSpace(form.Leader) || form.GivenOn is null || string.IsNullOrWhiteSpace(form.Source)))
            throw new RuleBroken("whose-instruction", "代录批示，请写明批示人、批示日期和来源（例如签批件、会议、口头）。");
        if (!own && form.GivenOn > today)
            throw new RuleBroken("instruction-of-the-future", "批示日期还没有到，请核对。");
        if (form.DueOn <= today)
            throw new RuleBroken("new-date-is-past", "答复期限须在今天以后。");
    }

    async Task<long> Insert(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form, bool own, AcceptedFile? scan)
    {
        var leader = own ? by.Name : form.Leader!.Trim();
        var id = await connection.ExecuteScalarAsync<long>(InsertSql, new
        {
            by.RegionId, by.PersonId, form.WorkItemId, leader, leaderId = own ? by.PersonId : await LeaderNamed(connection, by.RegionId, leader),
            givenOn = own ? at.Today : form.GivenOn!.Value, source = own ? "系统内批示" : form.Source.Trim(), text = form.Text.Trim(), form.DueOn,
            units = form.Units.Distinct().ToArray(), scanName = scan?.Name, scanSha256 = scan?.Sha256, at.Today, at.Now,
        });
        await events.Append(connection, by, at.Now, new Event(nameof(GiveInstruction), $"Instruction:{id}",
            $"{(own ? "" : $"代录{leader}{form.GivenOn!.Value.OnPaper()}")}批示{(own ? "" : $"（{form.Source.Trim()}）")}：{Excerpt.Of(form.Text)}",
            After: new { form.WorkItemId, leader, form.GivenOn, form.Source, form.Text, form.DueOn, form.Units, scan?.Name }));
        return id;
    }

    // Of two leaders with one name nobody can tell which is meant: then it stays with the name alone.
    static async Task<long?> LeaderNamed(NpgsqlConnection connection, int regionId, string leader) =>
        (await connection.QueryAsync<long>(LeaderSql, new { RegionId = regionId, leader })).ToList() is [var only] ? only : null;
}
