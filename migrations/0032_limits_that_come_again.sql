-- 0032_limits_that_come_again.sql: 每月, 每季度 and 会后7日内 come to a date each time: a milestone made when the period begins or the event is known.

ALTER TABLE milestones
    ADD instance text,                            -- the limit and the day it begins to count from, for what comes again; none: a date of the notice
    ADD counts_from date,                         -- the period's last day, or that of the event
    ADD routine boolean NOT NULL DEFAULT false;   -- the notice names no day: a report, which may be a few days late
CREATE UNIQUE INDEX an_instance_is_made_once ON milestones (region_id, work_item_id, instance) WHERE instance IS NOT NULL;
CREATE INDEX items_that_come_again ON work_items (region_id, id) WHERE limit_kind = 'Periodic';

-- What a relative limit counts from, once it has happened; it may happen again.
CREATE TABLE limit_events (
    region_id     int NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    work_item_id  bigint NOT NULL,
    happened_on   date NOT NULL,
    what          text NOT NULL CONSTRAINT an_event_says_what_happened CHECK (what <> ''),
    recorded_by   bigint NOT NULL,
    recorded_on   date NOT NULL,
    recorded_at   timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT an_event_is_recorded_once UNIQUE (region_id, work_item_id, happened_on),
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items,
    FOREIGN KEY (region_id, recorded_by) REFERENCES people
);
GRANT SELECT, INSERT ON limit_events TO tracker_app;
