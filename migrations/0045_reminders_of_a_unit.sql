-- 0045_reminders_of_a_unit.sql: a digest asks for a unit's reminders since it was last told; by the day alone it would walk through everybody's.
CREATE INDEX reminders_of_a_unit ON reminders (region_id, unit_id, for_on);
