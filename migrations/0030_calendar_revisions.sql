-- 0030_calendar_revisions.sql: the calendar is revised while work is under way: nobody becomes late by it, and any past day can be replayed.

-- Came when its day had passed, and would turn that day from off to worked: kept and shown, but no time is counted by it.
ALTER TABLE calendar_days ADD retroactive boolean NOT NULL DEFAULT false;
ALTER TABLE region_calendar_days ADD retroactive boolean NOT NULL DEFAULT false;

-- What was there when the database was made has always been known, whatever day it was made on.
UPDATE calendar_days SET recorded_at = '2000-01-01Z' WHERE recorded_at = (SELECT min(recorded_at) FROM calendar_days);
REVOKE UPDATE, DELETE ON calendar_days, region_calendar_days, settings FROM tracker_app;

-- A checkpoint that was reckoned in working days moves with the calendar; then no adjustment stands behind it.
ALTER TABLE adjusted_dates ALTER adjustment_id DROP NOT NULL;
ALTER TABLE adjusted_dates DROP CONSTRAINT adjusted_dates_region_id_adjustment_id_milestone_id_checkpo_key;
CREATE UNIQUE INDEX an_adjustment_moves_a_date_once ON adjusted_dates (region_id, adjustment_id, milestone_id, checkpoint_id) NULLS NOT DISTINCT
    WHERE adjustment_id IS NOT NULL;
CREATE INDEX dates_moved_by_the_calendar ON adjusted_dates (region_id, adjusted_at) WHERE adjustment_id IS NULL;
