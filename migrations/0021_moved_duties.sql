-- 0021_moved_duties.sql: a duty of the covering letter that a return answers falls due with it, so that it moves with the return's checkpoint.

-- The day of a duty as it was until then and as it became.
CREATE TABLE adjusted_duties (
    region_id      int NOT NULL,
    adjustment_id  bigint NOT NULL,
    duty_id        bigint NOT NULL,
    old_on         date NOT NULL,
    new_on         date NOT NULL,
    adjusted_on    date NOT NULL,
    adjusted_at    timestamptz NOT NULL,
    PRIMARY KEY (region_id, adjustment_id, duty_id),
    FOREIGN KEY (region_id, adjustment_id) REFERENCES adjustments,
    FOREIGN KEY (region_id, duty_id) REFERENCES notice_duties
);
CREATE INDEX adjusted_duties_of_a_duty ON adjusted_duties (region_id, duty_id, adjustment_id);

GRANT SELECT, INSERT ON adjusted_duties TO tracker_app;
