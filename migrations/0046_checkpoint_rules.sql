-- 0046_checkpoint_rules.sql: before dispatch a plan may set its own checkpoints; the latest row holds, and stays readable afterwards.
CREATE TABLE checkpoint_rules (
    region_id     int NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    work_plan_id  bigint NOT NULL,
    value         jsonb,             -- none: as the region sets them
    set_by        bigint NOT NULL,
    set_at        timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    FOREIGN KEY (region_id, work_plan_id) REFERENCES work_plans,
    FOREIGN KEY (region_id, set_by) REFERENCES people
);
CREATE INDEX checkpoint_rules_of_a_plan ON checkpoint_rules (region_id, work_plan_id, id);
GRANT SELECT, INSERT ON checkpoint_rules TO tracker_app;
