-- 0041_circulars.sql: 通报, the ladder's third level: units hear of it first and have three working days to reply; a person issues it.

CREATE TABLE circulars (
    region_id     int NOT NULL REFERENCES regions,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    announced_by  bigint NOT NULL,
    announced_on  date NOT NULL,
    announced_at  timestamptz NOT NULL,
    reply_by      date NOT NULL,            -- the last day for the units' replies
    issued_by     bigint,
    issued_on     date,
    issued_at     timestamptz,
    PRIMARY KEY (region_id, id),
    FOREIGN KEY (region_id, announced_by) REFERENCES people,
    FOREIGN KEY (region_id, issued_by) REFERENCES people
);
CREATE UNIQUE INDEX one_open_circular_a_region ON circulars (region_id) WHERE issued_on IS NULL;

-- One unit that a circular would name.
CREATE TABLE circular_units (
    region_id    int NOT NULL,
    circular_id  bigint NOT NULL,
    unit_id      bigint NOT NULL,
    reply        text,
    replied_by   bigint,
    replied_on   date,
    dropped_for  text,                      -- 不通报: why
    PRIMARY KEY (region_id, circular_id, unit_id),
    FOREIGN KEY (region_id, circular_id) REFERENCES circulars,
    FOREIGN KEY (region_id, unit_id) REFERENCES units,
    FOREIGN KEY (region_id, replied_by) REFERENCES people
);

-- What it is named for: a line of an order that was sent. Each is told to all units once.
CREATE TABLE circular_lines (
    region_id    int NOT NULL,
    circular_id  bigint NOT NULL,
    unit_id      bigint NOT NULL,
    reminder_id  bigint NOT NULL,
    CONSTRAINT a_step_stands_in_one_circular PRIMARY KEY (region_id, reminder_id),
    FOREIGN KEY (region_id, circular_id, unit_id) REFERENCES circular_units,
    FOREIGN KEY (region_id, reminder_id) REFERENCES reminders
);
CREATE INDEX lines_of_a_circular ON circular_lines (region_id, circular_id, unit_id);

GRANT SELECT, INSERT, UPDATE ON circulars, circular_units, circular_lines TO tracker_app;

ALTER TABLE mail_promises DROP CONSTRAINT mail_kind_is_known;
ALTER TABLE mail_promises ADD CONSTRAINT mail_kind_is_known CHECK (kind IN
    ('Dispatch', 'Returned', 'Nudge', 'Transfer', 'Answered', 'ForApproval', 'Adjusted', 'ItemDecided', 'Instruction', 'Order', 'Digest',
    'CircularAhead', 'Circular', 'LiaisonDigest', 'CoordinatorDigest'));    -- the last two: of before
