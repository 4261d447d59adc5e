-- 0025_handed_over_twice.sql: a unit has one part in an item at a time. It may well give up two on one day, where the office takes a transfer back
-- and makes another.

ALTER TABLE assignments DROP CONSTRAINT one_assignment_a_unit_and_item;
CREATE UNIQUE INDEX one_assignment_a_unit_and_item ON assignments (region_id, work_item_id, unit_id, (CASE WHEN transferred_on IS NULL THEN 0 ELSE id END));
