-- 0002_work_plans.sql: a notice, its work plan as read and reviewed, and the dispatch.

CREATE TABLE notices (
    region_id        int NOT NULL REFERENCES regions,
    id               bigint GENERATED ALWAYS AS IDENTITY,
    file_sha256      bytea NOT NULL,
    file_name        text NOT NULL,
    title            text NOT NULL,
    document_number  text,
    issuer           text,
    issued_on        date,       -- 成文日期
    printed_on       date,       -- 印发日期, in the imprint
    published_on     date,
    text             text NOT NULL,     -- plain text of the file; spans count in it
    reading          jsonb NOT NULL,    -- what the reader said, untouched, as `tracker read --json` prints it
    imported_by      bigint,
    imported_on      date NOT NULL,
    imported_at      timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_file_is_imported_once UNIQUE (region_id, file_sha256),
    FOREIGN KEY (region_id, file_sha256) REFERENCES files,
    FOREIGN KEY (region_id, imported_by) REFERENCES people
);

CREATE TABLE work_plans (
    region_id  int NOT NULL,
    id         bigint GENERATED ALWAYS AS IDENTITY,
    notice_id  bigint NOT NULL,
    plan_year  int,
    version    int NOT NULL DEFAULT 1,
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_notice_has_one_work_plan UNIQUE (region_id, notice_id),
    FOREIGN KEY (region_id, notice_id) REFERENCES notices
);

CREATE TABLE categories (
    region_id     int NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    work_plan_id  bigint NOT NULL,
    position      int NOT NULL,
    no            text NOT NULL,
    title         text NOT NULL,
    PRIMARY KEY (region_id, id),
    UNIQUE (region_id, work_plan_id, position),
    FOREIGN KEY (region_id, work_plan_id) REFERENCES work_plans
);

CREATE TABLE work_items (
    region_id       int NOT NULL,
    id              bigint GENERATED ALWAYS AS IDENTITY,
    work_plan_id    bigint NOT NULL,
    category_id     bigint,
    position        int NOT NULL,
    number          text NOT NULL,     -- 一.1, as read
    title           text,
    text            text NOT NULL,
    units_raw       text,
    limit_raw       text,
    limit_kind      text NOT NULL CONSTRAINT limit_kind_is_known CHECK (limit_kind IN ('None', 'ByDate', 'WholeYear',
                    'LongTerm', 'WhenAppropriate', 'Periodic', 'Relative', 'Range', 'Immediate', 'Ambiguous')),
    due_on          date,
    inherits_units  boolean NOT NULL DEFAULT false,
    inherits_limit  boolean NOT NULL DEFAULT false,
    origins         jsonb NOT NULL DEFAULT '{}',   -- field -> [[start, length], …] in notices.text
    version         int NOT NULL DEFAULT 1,
    PRIMARY KEY (region_id, id),
    CONSTRAINT item_number_is_unique_in_its_plan UNIQUE (region_id, work_plan_id, number),
    CONSTRAINT item_position_is_unique_in_its_plan UNIQUE (region_id, work_plan_id, position) DEFERRABLE,
    CONSTRAINT a_dated_limit_has_its_date CHECK (limit_kind NOT IN ('ByDate', 'Range') OR due_on IS NOT NULL),
    FOREIGN KEY (region_id, work_plan_id) REFERENCES work_plans,
    FOREIGN KEY (region_id, category_id) REFERENCES categories
);

-- Units as the notice names them; the registry turns names into units at dispatch.
CREATE TABLE item_units (
    region_id     int NOT NULL,
    work_item_id  bigint NOT NULL,
    position      int NOT NULL,
    role          text NOT NULL CONSTRAINT named_role_is_known CHECK (role IN ('Lead', 'Support', 'Responsible')),
    name          text NOT NULL,
    PRIMARY KEY (region_id, work_item_id, position),
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items
);

-- 有关 and units named by role expand to nobody until the office names them.
-- Standing first they are named before dispatch, for the whole notice (no item) or by item.
CREATE TABLE named_members (
    region_id     int NOT NULL,
    work_plan_id  bigint NOT NULL,
    work_item_id  bigint,
    spelling      text NOT NULL,
    unit_id       bigint NOT NULL,
    CONSTRAINT a_member_is_named_once UNIQUE NULLS NOT DISTINCT (region_id, work_plan_id, work_item_id, spelling, unit_id),
    FOREIGN KEY (region_id, work_plan_id) REFERENCES work_plans,
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items,
    FOREIGN KEY (region_id, unit_id) REFERENCES units
);

CREATE TABLE milestones (
    region_id     int NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    work_item_id  bigint NOT NULL,
    raw           text NOT NULL,
    due_on        date,
    PRIMARY KEY (region_id, id),
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items
);
CREATE INDEX milestones_of_an_item ON milestones (region_id, work_item_id);

CREATE TABLE obligations (
    region_id     int NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    work_item_id  bigint NOT NULL,
    raw           text NOT NULL,
    rule          text NOT NULL,
    days          int,
    times         int,
    per           text,
    event         text,
    PRIMARY KEY (region_id, id),
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items
);
CREATE INDEX obligations_of_an_item ON obligations (region_id, work_item_id);

-- 通知要求: what the covering letter asks of the units.
CREATE TABLE notice_duties (
    region_id     int NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    work_plan_id  bigint NOT NULL,
    position      int NOT NULL,
    what          text NOT NULL,
    raw           text NOT NULL,
    rule          text,
    due_on        date,
    spans         jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (region_id, id),
    UNIQUE (region_id, work_plan_id, position),
    FOREIGN KEY (region_id, work_plan_id) REFERENCES work_plans
);

CREATE TABLE doubts (
    region_id     int NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    work_plan_id  bigint NOT NULL,
    work_item_id  bigint,            -- none: about the whole notice
    field         text NOT NULL,
    reason        text NOT NULL,
    readings      jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (region_id, id),
    FOREIGN KEY (region_id, work_plan_id) REFERENCES work_plans,
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items
);
CREATE INDEX doubts_of_a_plan ON doubts (region_id, work_plan_id);

CREATE TABLE doubt_settlements (
    region_id   int NOT NULL,
    doubt_id    bigint NOT NULL,
    settled_by  bigint NOT NULL,
    settled_at  timestamptz NOT NULL,
    CONSTRAINT a_doubt_is_settled_once PRIMARY KEY (region_id, doubt_id),
    FOREIGN KEY (region_id, doubt_id) REFERENCES doubts,
    FOREIGN KEY (region_id, settled_by) REFERENCES people
);

-- 校核: a person has looked at the item as it stands in that version.
CREATE TABLE item_confirmations (
    region_id     int NOT NULL,
    work_item_id  bigint NOT NULL,
    version       int NOT NULL,
    confirmed_by  bigint NOT NULL,
    confirmed_at  timestamptz NOT NULL,
    PRIMARY KEY (region_id, work_item_id, version),
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items,
    FOREIGN KEY (region_id, confirmed_by) REFERENCES people
);

-- 审核: the second person's look at the plan, in that version, before it goes out.
CREATE TABLE plan_reviews (
    region_id     int NOT NULL,
    work_plan_id  bigint NOT NULL,
    version       int NOT NULL,
    reviewed_by   bigint NOT NULL,
    reviewed_at   timestamptz NOT NULL,
    PRIMARY KEY (region_id, work_plan_id, version),
    FOREIGN KEY (region_id, work_plan_id) REFERENCES work_plans,
    FOREIGN KEY (region_id, reviewed_by) REFERENCES people
);

CREATE TABLE dispatches (
    region_id      int NOT NULL,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    work_plan_id   bigint NOT NULL,
    dispatched_by  bigint NOT NULL,
    dispatched_on  date NOT NULL,
    dispatched_at  timestamptz NOT NULL,
    self_reviewed  boolean NOT NULL,     -- 自审: allowed in a one-person office, and marked
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_plan_is_dispatched_once UNIQUE (region_id, work_plan_id),
    FOREIGN KEY (region_id, work_plan_id) REFERENCES work_plans,
    FOREIGN KEY (region_id, dispatched_by) REFERENCES people
);

CREATE TABLE dispatch_units (
    region_id    int NOT NULL,
    dispatch_id  bigint NOT NULL,
    unit_id      bigint NOT NULL,
    unit_name    text NOT NULL,    -- as it was called on the day
    PRIMARY KEY (region_id, dispatch_id, unit_id),
    FOREIGN KEY (region_id, dispatch_id) REFERENCES dispatches,
    FOREIGN KEY (region_id, unit_id) REFERENCES units
);

GRANT SELECT, INSERT, UPDATE, DELETE ON notices, work_plans, categories, work_items, item_units, named_members, milestones,
    obligations, notice_duties, doubts, doubt_settlements, item_confirmations, plan_reviews, dispatches, dispatch_units TO tracker_app;
