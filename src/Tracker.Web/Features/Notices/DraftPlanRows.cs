using Dapper;
using Npgsql;

namespace Tracker.Web.Features.Notices;

/// <summary>Writes what was read into the tables of a work plan.</summary>
public static class DraftPlanRows
{
    // One statement a table; later ones find the items that earlier ones wrote by their numbers.
    const string Sql = """
        INSERT INTO categories (region_id, work_plan_id, position, no, title)
        SELECT @regionId, @planId, c.* FROM jsonb_to_recordset(@Categories::jsonb) AS c(position int, no text, title text);

        INSERT INTO work_items (region_id, work_plan_id, category_id, position, number, title, text, units_raw,
            limit_raw, limit_kind, due_on, inherits_units, inherits_limit, origins)
        SELECT @regionId, @planId, (SELECT c.id FROM categories c WHERE c.region_id = @regionId
                AND c.work_plan_id = @planId AND c.no = i.category ORDER BY c.position LIMIT 1),
            i.position, i.number, i.title, i.text, i.units_raw, i.limit_raw, i.limit_kind, i.due_on, i.inherits_units, i.inherits_limit, i.origins
        FROM jsonb_to_recordset(@Items::jsonb) AS i(position int, number text, category text, title text, text text, units_raw text,
            limit_raw text, limit_kind text, due_on date, inherits_units boolean, inherits_limit boolean, origins jsonb);

        INSERT INTO item_units (region_id, work_item_id, position, role, name)
        SELECT w.region_id, w.id, u.position, u.role, u.name
        FROM jsonb_to_recordset(@Units::jsonb) AS u(number text, position int, role text, name text)
        JOIN work_items w ON w.region_id = @regionId AND w.work_plan_id = @planId AND w.number = u.number;

        INSERT INTO milestones (region_id, work_item_id, raw, due_on)
        SELECT w.region_id, w.id, m.raw, m.due_on
        FROM jsonb_to_recordset(@Milestones::jsonb) AS m(number text, raw text, due_on date)
        JOIN work_items w ON w.region_id = @regionId AND w.work_plan_id = @planId AND w.number = m.number;

        INSERT INTO obligations (region_id, work_item_id, raw, rule, days, times, per, event)
        SELECT w.region_id, w.id, o.raw, o.rule, o.days, o.times, o.per, o.event
        FROM jsonb_to_recordset(@Obligations::jsonb) AS o(number text, raw text, rule text, days int, times int, per text, event text)
        JOIN work_items w ON w.region_id = @regionId AND w.work_plan_id = @planId AND w.number = o.number;

        INSERT INTO notice_duties (region_id, work_plan_id, position, what, raw, rule, due_on, spans)
        SELECT @regionId, @planId, d.*
        FROM jsonb_to_recordset(@Duties::jsonb) AS d(position int, what text, raw text, rule text, due_on date, spans jsonb);

        INSERT INTO doubts (region_id, work_plan_id, work_item_id, field, reason, readings)
        SELECT @regionId, @planId, w.id, d.field, d.reason, d.readings
        FROM jsonb_to_recordset(@Doubts::jsonb) AS d(number text, field text, reason text, readings jsonb)
        LEFT JOIN work_items w ON w.region_id = @regionId AND w.work_plan_id = @planId AND w.number = d.number;
        """;

    /// <summary>Adds everything in <paramref name="draft"/>; what is there already is left alone.</summary>
    public static Task Write(NpgsqlConnection connection, int regionId, long planId, DraftPlan draft) => connection.ExecuteAsync(Sql, new
    {
        regionId, planId,
        Categories = DraftPlan.Json(draft.Categories), Items = DraftPlan.Json(draft.Items), Units = DraftPlan.Json(draft.Units),
        Milestones = DraftPlan.Json(draft.Milestones), Obligations = DraftPlan.Json(draft.Obligations),
        Duties = DraftPlan.Json(draft.Duties), Doubts = DraftPlan.Json(draft.Doubts),
    });
}
