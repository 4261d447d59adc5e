-- 0020_year_end.sql: the year's end: a duty of 长期 goes on in the next year's plan with its history, and a plan whose year is over is archived.

-- 接续: the item of the next year that goes on with this one, written anew or found in that plan.
CREATE TABLE carried_items (
    region_id     int NOT NULL,
    from_item_id  bigint NOT NULL,
    to_item_id    bigint NOT NULL,
    carried_by    bigint NOT NULL,
    carried_on    date NOT NULL,
    carried_at    timestamptz NOT NULL,
    CONSTRAINT an_item_is_carried_once PRIMARY KEY (region_id, from_item_id),
    CONSTRAINT an_item_goes_on_in_another CHECK (from_item_id <> to_item_id),
    FOREIGN KEY (region_id, from_item_id) REFERENCES work_items,
    FOREIGN KEY (region_id, to_item_id) REFERENCES work_items ON DELETE CASCADE,
    FOREIGN KEY (region_id, carried_by) REFERENCES people
);
CREATE INDEX what_an_item_goes_on_with ON carried_items (region_id, to_item_id);

-- 已归档: from then on only 回头看.
CREATE TABLE archived_plans (
    region_id     int NOT NULL,
    work_plan_id  bigint NOT NULL,
    reason        text NOT NULL DEFAULT '',
    archived_by   bigint NOT NULL,
    archived_on   date NOT NULL,
    archived_at   timestamptz NOT NULL,
    CONSTRAINT a_plan_is_archived_once PRIMARY KEY (region_id, work_plan_id),
    FOREIGN KEY (region_id, work_plan_id) REFERENCES work_plans,
    FOREIGN KEY (region_id, archived_by) REFERENCES people
);

-- 归档: an item that was open when its plan was archived by decision.
ALTER TABLE item_closings DROP CONSTRAINT way_of_closing_is_known;
ALTER TABLE item_closings ADD CONSTRAINT way_of_closing_is_known CHECK (how IN ('Completed', 'PeriodClosed', 'Withdrawn', 'Superseded', 'Archived'));

-- A year-end return is an application now; the next sweep shows it.
UPDATE lamps SET recheck_on = '2000-01-01' WHERE NOT done;

GRANT SELECT, INSERT, UPDATE, DELETE ON carried_items, archived_plans TO tracker_app;
