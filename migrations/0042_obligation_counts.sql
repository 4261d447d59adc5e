-- 0042_obligation_counts.sql: a duty in the sentence that starts no clock (不少于2次 a year, 3个工作日内 after an event) is counted:
-- each report says how often it came up since the one before, and how often it was late.

CREATE TABLE report_counts (
    region_id      int NOT NULL,
    report_id      bigint NOT NULL,
    obligation_id  bigint NOT NULL,
    times          int NOT NULL CONSTRAINT a_count_is_not_less_than_none CHECK (times >= 0),
    late           int CONSTRAINT what_was_late_did_happen CHECK (late BETWEEN 0 AND times),   -- only of a duty that names a time after an event
    PRIMARY KEY (region_id, report_id, obligation_id),
    FOREIGN KEY (region_id, report_id) REFERENCES progress_reports,
    FOREIGN KEY (region_id, obligation_id) REFERENCES obligations
);
GRANT SELECT, INSERT ON report_counts TO tracker_app;

-- Their lamps were judged without it: the next sweep looks at them again.
UPDATE lamps l SET recheck_on = l.since
WHERE NOT l.done AND EXISTS (SELECT FROM obligations o WHERE o.region_id = l.region_id AND o.work_item_id = l.work_item_id);
