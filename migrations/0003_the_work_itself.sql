-- 0003_the_work_itself.sql: assignments and what becomes of them; every change of state is a row.

CREATE TABLE assignments (
    region_id     int NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    work_item_id  bigint NOT NULL,
    unit_id       bigint NOT NULL,
    dispatch_id   bigint NOT NULL,
    role          text NOT NULL CONSTRAINT role_is_lead_support_or_responsible CHECK (role IN ('Lead', 'Support', 'Responsible')),
    position      int NOT NULL,
    sources       text[] NOT NULL,    -- the names in the notice that brought the unit here
    PRIMARY KEY (region_id, id),
    CONSTRAINT one_assignment_a_unit_and_item UNIQUE (region_id, work_item_id, unit_id),
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items,
    CONSTRAINT only_dispatched_units_are_assigned FOREIGN KEY (region_id, dispatch_id, unit_id) REFERENCES dispatch_units
);
CREATE UNIQUE INDEX one_first_lead ON assignments (region_id, work_item_id) WHERE role = 'Lead' AND position = 1;
CREATE INDEX assignments_of_a_unit ON assignments (region_id, unit_id);

CREATE TABLE acknowledgements (
    region_id        int NOT NULL,
    dispatch_id      bigint NOT NULL,
    unit_id          bigint NOT NULL,
    person_id        bigint NOT NULL,
    acknowledged_on  date NOT NULL,
    acknowledged_at  timestamptz NOT NULL,
    CONSTRAINT a_unit_signs_once PRIMARY KEY (region_id, dispatch_id, unit_id),
    CONSTRAINT only_dispatched_units_acknowledge FOREIGN KEY (region_id, dispatch_id, unit_id) REFERENCES dispatch_units,
    FOREIGN KEY (region_id, person_id) REFERENCES people
);

CREATE TABLE checkpoints (
    region_id     int NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    work_plan_id  bigint NOT NULL,
    kind          text NOT NULL CONSTRAINT checkpoint_kind_is_known CHECK (kind IN ('Plan', 'MidYear', 'ThirdQuarter', 'YearEnd')),
    due_on        date NOT NULL,
    PRIMARY KEY (region_id, id),
    UNIQUE (region_id, work_plan_id, kind),
    FOREIGN KEY (region_id, work_plan_id) REFERENCES work_plans
);

-- 报送表: one submission a unit for each checkpoint.
CREATE TABLE returns (
    region_id      int NOT NULL,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    checkpoint_id  bigint NOT NULL,
    unit_id        bigint NOT NULL,
    submitted_by   bigint NOT NULL,
    submitted_on   date NOT NULL,
    submitted_at   timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT one_return_a_unit_and_checkpoint UNIQUE (region_id, checkpoint_id, unit_id),
    FOREIGN KEY (region_id, checkpoint_id) REFERENCES checkpoints,
    FOREIGN KEY (region_id, unit_id) REFERENCES units,
    FOREIGN KEY (region_id, submitted_by) REFERENCES people
);

CREATE TABLE progress_reports (
    region_id       int NOT NULL,
    id              bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id   bigint NOT NULL,
    return_id       bigint,            -- the line of a 报送表; none for a single report
    text            text NOT NULL CONSTRAINT a_report_says_something CHECK (text <> ''),
    no_news_reason  text,              -- 无新进展, and why
    next_step       text NOT NULL DEFAULT '',
    blocked_by      text NOT NULL DEFAULT '',
    reported_by     bigint NOT NULL,
    reported_on     date NOT NULL,
    reported_at     timestamptz NOT NULL,
    submission_key  uuid NOT NULL,     -- made with the form: a double click or a retry counts once
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_submission_counts_once UNIQUE (region_id, assignment_id, submission_key),
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, return_id) REFERENCES returns,
    FOREIGN KEY (region_id, reported_by) REFERENCES people
);
CREATE INDEX reports_of_an_assignment ON progress_reports (region_id, assignment_id, id DESC);
CREATE INDEX lines_of_a_return ON progress_reports (region_id, return_id) WHERE return_id IS NOT NULL;

CREATE TABLE report_figures (
    region_id   int NOT NULL,
    report_id   bigint NOT NULL,
    position    int NOT NULL,
    name        text NOT NULL,
    amount      numeric NOT NULL,
    measure     text NOT NULL DEFAULT '',
    PRIMARY KEY (region_id, report_id, position),
    FOREIGN KEY (region_id, report_id) REFERENCES progress_reports
);

CREATE TABLE attachments (
    region_id  int NOT NULL,
    report_id  bigint NOT NULL,
    position   int NOT NULL,
    name       text NOT NULL,
    sha256     bytea NOT NULL,
    PRIMARY KEY (region_id, report_id, position),
    FOREIGN KEY (region_id, report_id) REFERENCES progress_reports,
    FOREIGN KEY (region_id, sha256) REFERENCES files
);

-- A milestone of the notice is answered by a report that says so.
CREATE TABLE milestone_reports (
    region_id      int NOT NULL,
    milestone_id   bigint NOT NULL,
    assignment_id  bigint NOT NULL,
    report_id      bigint NOT NULL,
    PRIMARY KEY (region_id, milestone_id, assignment_id),
    FOREIGN KEY (region_id, milestone_id) REFERENCES milestones,
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, report_id) REFERENCES progress_reports
);

-- 申请办结. A round ends with the office's decision; a second open submission is refused by the key.
CREATE TABLE completions (
    region_id       int NOT NULL,
    id              bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id   bigint NOT NULL,
    round           int NOT NULL,
    text            text NOT NULL CONSTRAINT a_completion_says_what_was_done CHECK (text <> ''),
    without_units   text[] NOT NULL DEFAULT '{}',   -- supports that stayed silent, by name
    submitted_by    bigint NOT NULL,
    submitted_on    date NOT NULL,
    submitted_at    timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT one_open_completion UNIQUE (region_id, assignment_id, round),
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, submitted_by) REFERENCES people
);

CREATE TABLE completion_decisions (
    region_id       int NOT NULL,
    completion_id   bigint NOT NULL,
    decision        text NOT NULL CONSTRAINT decision_is_confirmed_or_returned CHECK (decision IN ('Confirmed', 'Returned')),
    rating          text CONSTRAINT rating_is_known CHECK (rating IN ('Excellent', 'Good', 'Adequate')),
    reason_code     text,
    reason          text NOT NULL DEFAULT '',
    correction_due  date,
    self_reviewed   boolean NOT NULL,
    decided_by      bigint NOT NULL,
    decided_on      date NOT NULL,
    decided_at      timestamptz NOT NULL,
    CONSTRAINT a_completion_is_decided_once PRIMARY KEY (region_id, completion_id),
    CONSTRAINT a_confirmation_carries_a_rating CHECK ((decision = 'Confirmed') = (rating IS NOT NULL)),
    CONSTRAINT a_return_says_why_and_until_when CHECK ((decision = 'Returned') = (reason_code IS NOT NULL AND correction_due IS NOT NULL)),
    FOREIGN KEY (region_id, completion_id) REFERENCES completions,
    FOREIGN KEY (region_id, decided_by) REFERENCES people
);

-- 办结: the item's completion rule is satisfied.
CREATE TABLE item_closings (
    region_id     int NOT NULL,
    work_item_id  bigint NOT NULL,
    closed_by     bigint NOT NULL,
    closed_on     date NOT NULL,
    closed_at     timestamptz NOT NULL,
    CONSTRAINT an_item_closes_once PRIMARY KEY (region_id, work_item_id),
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items,
    FOREIGN KEY (region_id, closed_by) REFERENCES people
);

-- A cache of Lamp.On; may be emptied and rebuilt.
CREATE TABLE lamps (
    region_id      int NOT NULL,
    assignment_id  bigint NOT NULL,
    work_item_id   bigint NOT NULL,
    unit_id        bigint NOT NULL,
    role           text NOT NULL,
    lamp           text NOT NULL CONSTRAINT lamp_is_known CHECK (lamp IN ('Green', 'Blue', 'Red', 'Yellow', 'Grey')),
    done           boolean NOT NULL,      -- ✔ 完成 rather than ● 正常
    reason         text NOT NULL,
    nearest_on     date,                  -- the open date that the lamp speaks of
    rule_version   int NOT NULL,
    since          date NOT NULL,
    recheck_on     date,
    remind_on      date,                  -- first day on which a reminder falls due; none: the facts changed, look again
    PRIMARY KEY (region_id, assignment_id),
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments
);
CREATE INDEX lamps_to_recheck ON lamps (region_id, recheck_on) WHERE recheck_on IS NOT NULL;
CREATE INDEX lamps_to_remind ON lamps (region_id, remind_on);
CREATE INDEX lamps_of_a_unit ON lamps (region_id, unit_id, lamp);
CREATE INDEX lamps_of_an_item ON lamps (region_id, work_item_id);
CREATE INDEX lamps_overdue ON lamps (region_id, nearest_on, assignment_id) WHERE lamp = 'Red';

-- An item shows the worst lamp of its leads; with responsible units the counts stand beside it.
CREATE TABLE item_lamps (
    region_id     int NOT NULL,
    work_item_id  bigint NOT NULL,
    lamp          text NOT NULL,
    done          boolean NOT NULL,
    reason        text NOT NULL,
    nearest_on    date,                  -- the date that the reason counts to
    since         date NOT NULL,
    red int NOT NULL, yellow int NOT NULL, blue int NOT NULL, green int NOT NULL, grey int NOT NULL,
    PRIMARY KEY (region_id, work_item_id),
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items
);

-- Kept with lamps by difference, so that the overview reads hundreds of rows instead of millions.
CREATE TABLE lamp_counts (
    region_id  int NOT NULL,
    unit_id    bigint NOT NULL,
    role       text NOT NULL,
    lamp       text NOT NULL,
    done       boolean NOT NULL,
    n          int NOT NULL,
    PRIMARY KEY (region_id, unit_id, role, lamp, done),
    FOREIGN KEY (region_id, unit_id) REFERENCES units
);

GRANT SELECT, INSERT, UPDATE, DELETE ON assignments, acknowledgements, checkpoints, returns, progress_reports, report_figures,
    attachments, milestone_reports, completions, completion_decisions, item_closings, lamps, item_lamps, lamp_counts TO tracker_app;
