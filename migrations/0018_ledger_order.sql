-- 0018_ledger_order.sql: the ledger opens with what is worst. Without these, showing a page of a hundred lines sorts all years.
-- The order of the lamps is that of LedgerQueries.BySeverity, word for word.

CREATE INDEX item_lamps_by_severity ON item_lamps
    (region_id, array_position('{Red,Yellow,Blue,Green,Grey}'::text[], lamp), done, nearest_on, work_item_id);
CREATE INDEX lamps_by_severity ON lamps
    (region_id, array_position('{Red,Yellow,Blue,Green,Grey}'::text[], lamp), done, nearest_on, assignment_id);
