using Dapper;
using Npgsql;
using Tracker.Domain.Notices;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Corrections;

/// <summary>Writes what is taken over of a corrected version into a plan that has not been dispatched; what changes waits to be confirmed again.</summary>
static class DraftCorrection
{
    // Children first. The log keeps what the item said.
    const string RemoveSql = """
        DELETE FROM doubt_settlements s USING doubts d
            WHERE s.region_id = @RegionId AND d.region_id = s.region_id AND d.id = s.doubt_id AND d.work_item_id = ANY(@removed);
        DELETE FROM doubts WHERE region_id = @RegionId AND work_item_id = ANY(@removed);
        DELETE FROM item_confirmations WHERE region_id = @RegionId AND work_item_id = ANY(@removed);
        DELETE FROM step_contents WHERE region_id = @RegionId AND work_item_id = ANY(@removed);
        DELETE FROM named_members WHERE region_id = @RegionId AND work_item_id = ANY(@removed);
        DELETE FROM item_units WHERE region_id = @RegionId AND work_item_id = ANY(@removed);
        DELETE FROM milestones WHERE region_id = @RegionId AND work_item_id = ANY(@removed);
        DELETE FROM obligations WHERE region_id = @RegionId AND work_item_id = ANY(@removed);
        DELETE FROM work_items WHERE region_id = @RegionId AND work_plan_id = @planId AND id = ANY(@removed);
        """;

    const string SettleSql = """
        INSERT INTO doubt_settlements (region_id, doubt_id, settled_by, settled_at)
        SELECT d.region_id, d.id, @PersonId, @Now FROM doubts d
        JOIN unnest(@items, @fields) AS t(item, field) ON d.work_item_id = t.item AND (d.field = t.field OR t.field = 'units' AND d.field = 'roles')
        WHERE d.region_id = @RegionId ON CONFLICT DO NOTHING
        """;

    const string DoubtsSql = """
        INSERT INTO doubts (region_id, work_plan_id, work_item_id, field, reason, readings)
        SELECT @RegionId, @planId, t.item, d.field, d.reason, d.readings
        FROM jsonb_to_recordset(@doubts::jsonb) AS d(number text, field text, reason text, readings jsonb)
        JOIN unnest(@items, @papers, @fields) AS t(item, paper, field) ON d.number = t.paper AND (d.field = t.field OR t.field = 'units' AND d.field = 'roles')
        """;

    // Two steps, so that numbers may change places.
    const string NumbersSql = """
        UPDATE work_items w SET number = '#' || w.id FROM unnest(@renumbered) AS n(id) WHERE w.region_id = @RegionId AND w.id = n.id;
        UPDATE work_items w SET number = n.number, category_id = (SELECT c.id FROM categories c
            WHERE c.region_id = w.region_id AND c.work_plan_id = w.work_plan_id AND c.no = n.category ORDER BY c.position LIMIT 1)
        FROM unnest(@renumbered, @numbers, @newCategories) AS n(id, number, category) WHERE w.region_id = @RegionId AND w.id = n.id;
        """;

    const string MissingCategoriesSql = """
        INSERT INTO categories (region_id, work_plan_id, position, no, title)
        SELECT @RegionId, @planId, (SELECT coalesce(max(c.position), 0) FROM categories c WHERE c.region_id = @RegionId AND c.work_plan_id = @planId)
            + row_number() OVER (ORDER BY n.position), n.no, n.title
        FROM jsonb_to_recordset(@categories::jsonb) AS n(position int, no text, title text)
        WHERE n.no = ANY(@needed) AND NOT EXISTS (SELECT FROM categories c WHERE c.region_id = @RegionId AND c.work_plan_id = @planId AND c.no = n.no)
        """;

    const string CategoryTitlesSql = """
        UPDATE categories c SET title = n.title FROM jsonb_to_recordset(@categories::jsonb) AS n(no text, title text)
        WHERE c.region_id = @RegionId AND c.work_plan_id = @planId AND c.no = n.no
        """;

    // What hangs on the words of a field goes with it.
    const string PaperSql = """
        UPDATE work_items w SET
            title = CASE WHEN t.with_text THEN p.title ELSE w.title END,
            units_raw = CASE WHEN t.with_units THEN p.units_raw ELSE w.units_raw END,
            inherits_units = CASE WHEN t.with_units THEN p.inherits_units ELSE w.inherits_units END,
            inherits_limit = CASE WHEN t.with_limit THEN p.inherits_limit ELSE w.inherits_limit END
        FROM unnest(@changed, @changedPapers, @withText, @withUnits, @withLimit) AS t(id, paper, with_text, with_units, with_limit)
        JOIN jsonb_to_recordset(@papers::jsonb) AS p(number text, title text, units_raw text, inherits_units boolean, inherits_limit boolean) ON p.number = t.paper
        WHERE w.region_id = @RegionId AND w.id = t.id;

        DELETE FROM obligations o USING unnest(@changed, @withText) AS t(id, with_text)
        WHERE o.region_id = @RegionId AND o.work_item_id = t.id AND t.with_text;

        INSERT INTO obligations (region_id, work_item_id, raw, rule, days, times, per, event)
        SELECT @RegionId, t.id, o.raw, o.rule, o.days, o.times, o.per, o.event
        FROM jsonb_to_recordset(@obligations::jsonb) AS o(number text, raw text, rule text, days int, times int, per text, event text)
        JOIN unnest(@changed, @changedPapers, @withText) AS t(id, paper, with_text) ON o.number = t.paper AND t.with_text;
        """;

    const string HeadSql = """
        UPDATE notices SET title = coalesce(nullif(@Title, ''), title), document_number = coalesce(@DocumentNumber, document_number), issuer = coalesce(@Issuer, issuer),
            issued_on = coalesce(@IssuedOn, issued_on), printed_on = coalesce(@PrintedOn, printed_on), published_on = coalesce(@PublishedOn, published_on)
        WHERE region_id = @RegionId AND id = @NoticeId
        """;

    const string SameDutySql = "(n.what, n.raw) = (d.what, d.raw) AND (n.rule, n.due_on) IS NOT DISTINCT FROM (d.rule, d.due_on)";
    const string NewDutiesSql = "jsonb_to_recordset(@duties::jsonb) AS n(position int, what text, raw text, rule text, due_on date, spans jsonb)";

    // A duty that says the same keeps whom it binds; one that is new or changed waits to be confirmed. Positions are unique at every step.
    const string DutiesSql = $"""
        DELETE FROM duty_confirmations k USING notice_duties d
        WHERE k.region_id = @RegionId AND d.region_id = k.region_id AND d.id = k.duty_id AND d.work_plan_id = @planId
            AND NOT EXISTS (SELECT FROM {NewDutiesSql} WHERE {SameDutySql});

        DELETE FROM notice_duties d WHERE d.region_id = @RegionId AND d.work_plan_id = @planId AND NOT EXISTS (SELECT FROM {NewDutiesSql} WHERE {SameDutySql});

        UPDATE notice_duties SET position = -position WHERE region_id = @RegionId AND work_plan_id = @planId;

        UPDATE notice_duties d SET position = n.position FROM {NewDutiesSql}
        WHERE d.region_id = @RegionId AND d.work_plan_id = @planId AND {SameDutySql};

        INSERT INTO notice_duties (region_id, work_plan_id, position, what, raw, rule, due_on, spans)
        SELECT @RegionId, @planId, n.position, n.what, n.raw, n.rule, n.due_on, n.spans FROM {NewDutiesSql}
        WHERE NOT EXISTS (SELECT FROM notice_duties d WHERE d.region_id = @RegionId AND d.work_plan_id = @planId AND d.position = n.position);
        """;

    const string InOrderSql = "SELECT id, number FROM work_items WHERE region_id = @regionId AND work_plan_id = @planId ORDER BY position";

    const string PositionsSql = """
        UPDATE work_items w SET position = n.position FROM unnest(@inOrder) WITH ORDINALITY AS n(id, position)
        WHERE w.region_id = @RegionId AND w.id = n.id
        """;

    /// <summary>Items may change places until the transaction ends.</summary>
    public const string PositionsLaterSql = "SET CONSTRAINTS item_position_is_unique_in_its_plan DEFERRED";

    public static async Task Write(NpgsqlConnection connection, Actor by, OfficeMoment at, CorrectionAtHand hand, TakenOver taken)
    {
        await connection.ExecuteAsync(PositionsLaterSql);
        await connection.ExecuteAsync(RemoveSql, new { by.RegionId, planId = hand.Plan.Id, removed = taken.Removed.Select(i => i.Id).ToArray() });
        await WriteWholes(connection, by, hand, taken);
        await WriteChanged(connection, by, at, hand, taken);
        await DraftPlanRows.Write(connection, by.RegionId, hand.Plan.Id, hand.After.Only(taken.Added.Select(a => a.Number).ToHashSet()));
        await Reorder(connection, by.RegionId, hand);
    }

    /// <summary>Where each item of the plan stands in the corrected text, as <c>origins</c> has it.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> PlacesAfter(NpgsqlConnection connection, int regionId, CorrectionAtHand hand)
    {
        var rows = await connection.QueryAsync<(long Id, string Number)>(InOrderSql, new { regionId, planId = hand.Plan.Id });
        return rows.Select(r => (r.Id, Paper: hand.PaperOf(r.Id, r.Number))).Where(r => r.Paper is not null).ToDictionary(r => r.Id, r => DraftPlan.Json(r.Paper!.Origins));
    }

    /// <param name="head">what it leaves out stays as it is</param>
    public static Task WriteHead(NpgsqlConnection connection, Actor by, CorrectionAtHand hand, NoticeHead head) => connection.ExecuteAsync(HeadSql,
        new { by.RegionId, hand.File.NoticeId, head.Title, head.DocumentNumber, head.Issuer, head.IssuedOn, head.PrintedOn, head.PublishedOn });

    /// <summary>The categories that added and renumbered items stand in, where the plan lacks them; their titles too, where those are taken over.</summary>
    public static async Task WriteCategories(NpgsqlConnection connection, Actor by, CorrectionAtHand hand, TakenOver taken)
    {
        var needed = taken.Added.Concat(taken.Changed.Where(c => c.Fields.Contains("number")).Select(c => c.Paper)).Select(i => i.Category).OfType<string>().ToArray();
        var categories = DraftPlan.Json(hand.After.Categories);
        await connection.ExecuteAsync(MissingCategoriesSql, new { by.RegionId, planId = hand.Plan.Id, categories, needed });
        if (taken.Wholes.Contains(WholeDifferences.Categories))
            await connection.ExecuteAsync(CategoryTitlesSql, new { by.RegionId, planId = hand.Plan.Id, categories });
    }

    static async Task WriteWholes(NpgsqlConnection connection, Actor by, CorrectionAtHand hand, TakenOver taken)
    {
        var planId = hand.Plan.Id;
        await WriteCategories(connection, by, hand, taken);
        if (taken.Wholes.Contains(WholeDifferences.Head))
            await WriteHead(connection, by, hand, hand.Head);
        if (taken.Wholes.Contains(WholeDifferences.Duties))
            await connection.ExecuteAsync(DutiesSql, new { by.RegionId, planId, duties = DraftPlan.Json(hand.After.Duties) });
    }

    static async Task WriteChanged(NpgsqlConnection connection, Actor by, OfficeMoment at, CorrectionAtHand hand, TakenOver taken)
    {
        var planId = hand.Plan.Id;
        foreach (var item in taken.Changed)
            await ItemContents.Write(connection, by.RegionId, planId, item.Now.Id, item.Now.Version, item.After);
        var fields = taken.Changed.SelectMany(c => c.Fields, (c, field) => (c.Now.Id, c.Paper.Number, field)).ToList();
        var pairs = new { by.RegionId, planId, by.PersonId, at.Now, items = fields.Select(f => f.Id).ToArray(), papers = fields.Select(f => f.Number).ToArray(), fields = fields.Select(f => f.field).ToArray(), doubts = DraftPlan.Json(hand.After.Doubts) };
        await connection.ExecuteAsync(SettleSql, pairs);
        await connection.ExecuteAsync(DoubtsSql, pairs);
        await WritePapers(connection, by, hand, taken);
    }

    /// <summary>What hangs on the fields taken over: titles, 单位原文, obligations, numbers.</summary>
    public static async Task WritePapers(NpgsqlConnection connection, Actor by, CorrectionAtHand hand, TakenOver taken)
    {
        await connection.ExecuteAsync(PaperSql, new
        {
            by.RegionId, changed = taken.Changed.Select(c => c.Now.Id).ToArray(), changedPapers = taken.Changed.Select(c => c.Paper.Number).ToArray(),
            withText = taken.Changed.Select(c => c.Fields.Contains("text")).ToArray(), withUnits = taken.Changed.Select(c => c.Fields.Contains("units")).ToArray(),
            withLimit = taken.Changed.Select(c => c.Fields.Contains("timeLimit")).ToArray(),
            papers = DraftPlan.Json(hand.After.Items), obligations = DraftPlan.Json(hand.After.Obligations),
        });
        var renumbered = taken.Changed.Where(c => c.Fields.Contains("number")).ToList();
        await connection.ExecuteAsync(NumbersSql, new
        {
            by.RegionId, renumbered = renumbered.Select(c => c.Now.Id).ToArray(),
            numbers = renumbered.Select(c => c.Number).ToArray(), newCategories = renumbered.Select(c => c.Paper.Category).ToArray(),
        });
    }

    // The order of the corrected paper; what it no longer has stays behind the item that it followed.
    public static async Task Reorder(NpgsqlConnection connection, int regionId, CorrectionAtHand hand)
    {
        var rows = (await connection.QueryAsync<(long Id, string Number)>(InOrderSql, new { regionId, planId = hand.Plan.Id })).AsList();
        var places = rows.ToDictionary(r => r.Id, r => hand.PaperOf(r.Id, r.Number)?.Position);
        var order = rows.Where(r => places[r.Id] is not null).OrderBy(r => places[r.Id]).Select(r => r.Id).ToList();
        for (var index = 0; index < rows.Count; index++)
            if (places[rows[index].Id] is null)
                order.Insert(index == 0 ? 0 : order.IndexOf(rows[index - 1].Id) + 1, rows[index].Id);
        await connection.ExecuteAsync(PositionsSql, new { RegionId = regionId, inOrder = order.ToArray() });
    }
}
