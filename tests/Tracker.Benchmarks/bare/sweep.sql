-- The least that a sweep has to read and to write for the assignments that stand in sweep_due, in five statements over base tables.
-- It never changes with the program's own.

SELECT a.id, a.work_item_id, a.unit_id, a.role, d.dispatched_on, w.limit_raw, w.limit_kind, w.due_on, p.plan_year, n.printed_on,
    k.acknowledged_on, m.days, c.ids, c.days, t.returned, s.submitted_on, r.assignment_id IS NOT NULL AS has_reported
FROM sweep_due q
JOIN assignments a ON a.region_id = q.region_id AND a.id = q.assignment_id
JOIN dispatches d ON d.region_id = a.region_id AND d.id = a.dispatch_id
JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
LEFT JOIN acknowledgements k ON k.region_id = a.region_id AND k.dispatch_id = a.dispatch_id AND k.unit_id = a.unit_id
LEFT JOIN (SELECT region_id, work_item_id, array_agg(due_on) AS days FROM milestones GROUP BY 1, 2) m
    ON m.region_id = a.region_id AND m.work_item_id = a.work_item_id
LEFT JOIN (SELECT region_id, work_plan_id, array_agg(id) AS ids, array_agg(due_on) AS days FROM checkpoints GROUP BY 1, 2) c
    ON c.region_id = w.region_id AND c.work_plan_id = w.work_plan_id
LEFT JOIN (SELECT region_id, unit_id, array_agg(checkpoint_id) AS returned FROM returns GROUP BY 1, 2) t
    ON t.region_id = a.region_id AND t.unit_id = a.unit_id
LEFT JOIN (SELECT region_id, assignment_id, max(submitted_on) AS submitted_on FROM completions GROUP BY 1, 2) s
    ON s.region_id = a.region_id AND s.assignment_id = a.id
LEFT JOIN (SELECT DISTINCT region_id, assignment_id FROM progress_reports) r ON r.region_id = a.region_id AND r.assignment_id = a.id;

UPDATE lamps l SET recheck_on = @day + 7, remind_on = @day + 5, lamp = CASE WHEN q.turned THEN 'Grey' ELSE l.lamp END, since = @day
FROM sweep_due q WHERE l.region_id = q.region_id AND l.assignment_id = q.assignment_id;

UPDATE item_lamps i SET lamp = 'Grey', since = @day
FROM (SELECT DISTINCT a.region_id, a.work_item_id FROM sweep_due q JOIN assignments a ON a.region_id = q.region_id AND a.id = q.assignment_id WHERE q.turned) w
WHERE i.region_id = w.region_id AND i.work_item_id = w.work_item_id;

INSERT INTO reminders (region_id, assignment_id, unit_id, level, about, about_on, step, for_on, sentence, promised_at)
SELECT a.region_id, a.id, a.unit_id, 'HeadsUp', 'Limit', @day, -n, DATE '1999-01-01', '7月24日前报送一季度进展', @day::timestamptz
FROM sweep_due q JOIN assignments a ON a.region_id = q.region_id AND a.id = q.assignment_id CROSS JOIN generate_series(1, q.reminders) n;

INSERT INTO orders (region_id, unit_id, drafted_on, drafted_at, closed_on)
SELECT DISTINCT a.region_id, a.unit_id, @day, @day::timestamptz, @day
FROM sweep_due q JOIN assignments a ON a.region_id = q.region_id AND a.id = q.assignment_id WHERE q.turned;
