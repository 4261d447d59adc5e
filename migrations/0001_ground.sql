-- 0001_ground.sql: what everything else stands on: regions, calendar, people, settings, files, events.
-- region_id is the first column of every key, so that the tables can be split by region later.
-- Moments and dates always come as arguments; nothing here asks the server for the time.

CREATE TABLE regions (
    id        int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code      text NOT NULL CONSTRAINT region_code_is_unique UNIQUE,
    name      text NOT NULL,
    prefixes  text[] NOT NULL DEFAULT '{}'   -- what may stand before a unit's name, longest first
);

-- One row: what this database is for, and how far its office date lies from the real one.
CREATE TABLE database_purpose (
    only_row     boolean PRIMARY KEY DEFAULT true CONSTRAINT purpose_is_one_row CHECK (only_row),
    practice     boolean NOT NULL,
    offset_days  int NOT NULL DEFAULT 0,
    CONSTRAINT only_practice_shifts_its_date CHECK (practice OR offset_days = 0)
);

-- A revised day is a new row; the latest recorded one counts, so that any past day can be replayed.
CREATE TABLE calendar_days (
    on_date      date NOT NULL,
    recorded_at  timestamptz NOT NULL,
    kind         text NOT NULL CONSTRAINT day_is_holiday_or_workday CHECK (kind IN ('holiday', 'workday', 'ordinary')),
    name         text NOT NULL,
    document     text NOT NULL,
    PRIMARY KEY (on_date, recorded_at)
);

CREATE TABLE region_calendar_days (
    region_id    int NOT NULL REFERENCES regions,
    on_date      date NOT NULL,
    recorded_at  timestamptz NOT NULL,
    kind         text NOT NULL CONSTRAINT regional_day_is_holiday_or_workday CHECK (kind IN ('holiday', 'workday', 'ordinary')),
    name         text NOT NULL,
    document     text NOT NULL,
    PRIMARY KEY (region_id, on_date, recorded_at)
);

-- Settings are never updated: the latest row of a name counts.
CREATE TABLE settings (
    region_id    int NOT NULL REFERENCES regions,
    name         text NOT NULL,
    recorded_at  timestamptz NOT NULL,
    value        jsonb NOT NULL,
    PRIMARY KEY (region_id, name, recorded_at)
);

CREATE TABLE units (
    region_id   int NOT NULL REFERENCES regions,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    code        text NOT NULL,
    full_name   text NOT NULL,
    short_name  text NOT NULL,
    kind        text NOT NULL CONSTRAINT unit_kind_is_known CHECK (kind IN
                ('Office', 'Department', 'Agency', 'Prefecture', 'Body', 'County', 'Township', 'Subdistrict', 'Park')),
    position    int NOT NULL,
    doubtful    boolean NOT NULL DEFAULT false,  -- seen, but whether it belongs here is doubtful: left out of collectives
    note        text NOT NULL DEFAULT '',
    PRIMARY KEY (region_id, id),
    CONSTRAINT unit_code_is_unique UNIQUE (region_id, code)
);

-- Every spelling a notice may use for a unit; no two units share one.
CREATE TABLE unit_aliases (
    region_id  int NOT NULL,
    alias      text NOT NULL,
    unit_id    bigint NOT NULL,
    CONSTRAINT a_spelling_names_one_unit PRIMARY KEY (region_id, alias),
    FOREIGN KEY (region_id, unit_id) REFERENCES units
);

-- 单位范围: names that stand for many. One spelling may join two kinds.
CREATE TABLE collective_units (
    region_id   int NOT NULL REFERENCES regions,
    spelling    text NOT NULL,
    kinds       text[] NOT NULL,
    rule        text NOT NULL,
    PRIMARY KEY (region_id, spelling)
);

CREATE TABLE people (
    region_id             int NOT NULL REFERENCES regions,
    id                    bigint GENERATED ALWAYS AS IDENTITY,
    login                 text NOT NULL,
    name                  text NOT NULL,
    email                 text,
    password_hash         text NOT NULL,
    security_stamp        uuid NOT NULL,                    -- changes with the password and the roles; older cookies end
    must_change_password  boolean NOT NULL DEFAULT false,
    demonstration         boolean NOT NULL DEFAULT false,   -- serve stays on loopback while such an account exists
    failed_sign_ins       int NOT NULL DEFAULT 0,
    locked_until          timestamptz,
    disabled_at           timestamptz,
    created_at            timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT login_is_unique UNIQUE (region_id, login),
    CONSTRAINT login_is_lower_case CHECK (login = lower(login) AND login <> '')
);

-- A person may hold several roles and belong to several units; office-wide roles name the office's own unit.
CREATE TABLE person_roles (
    region_id   int NOT NULL,
    person_id   bigint NOT NULL,
    role        text NOT NULL CONSTRAINT role_is_known CHECK (role IN ('Coordinator', 'Liaison', 'UnitHead', 'Leader',
                'SystemAdministrator', 'SecurityAdministrator', 'Auditor')),
    unit_id     bigint NOT NULL,
    granted_at  timestamptz NOT NULL,
    PRIMARY KEY (region_id, person_id, role, unit_id),
    FOREIGN KEY (region_id, person_id) REFERENCES people,
    FOREIGN KEY (region_id, unit_id) REFERENCES units
);
CREATE INDEX people_of_a_unit ON person_roles (region_id, unit_id, role);

-- Whom a unit is reached through, in order; a contact needs no account.
CREATE TABLE unit_contacts (
    region_id  int NOT NULL,
    unit_id    bigint NOT NULL,
    position   int NOT NULL,
    duty       text NOT NULL CONSTRAINT contact_duty_is_known CHECK (duty IN ('Liaison', 'OfficeDirector', 'DeputyInCharge')),
    name       text NOT NULL,
    email      text,
    phone      text,
    person_id  bigint,
    PRIMARY KEY (region_id, unit_id, position),
    FOREIGN KEY (region_id, unit_id) REFERENCES units,
    FOREIGN KEY (region_id, person_id) REFERENCES people
);

-- Bytes live in the database, so that several programs can serve them and one backup holds everything.
CREATE TABLE files (
    region_id   int NOT NULL REFERENCES regions,
    sha256      bytea NOT NULL CONSTRAINT sha256_has_32_bytes CHECK (length(sha256) = 32),
    content     bytea NOT NULL,
    media_type  text NOT NULL,
    stored_at   timestamptz NOT NULL,
    PRIMARY KEY (region_id, sha256)
);

-- Who did what, when, before and after. The role that serves may add and read, nothing else.
CREATE TABLE events (
    region_id     int NOT NULL REFERENCES regions,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    at            timestamptz NOT NULL,     -- office time
    recorded_at   timestamptz NOT NULL,     -- machine time
    person_id     bigint,                   -- none for 系统 and 运维
    person_name   text NOT NULL,
    unit_name     text NOT NULL,
    verb          text NOT NULL,
    subject       text NOT NULL,            -- kind and id of the row, such as WorkItem:17
    sentence      text NOT NULL,            -- the event in words, for the item's story and the auditor
    before        jsonb,
    after         jsonb,
    PRIMARY KEY (region_id, id)
);
CREATE INDEX events_of_a_subject ON events (region_id, subject, id);
CREATE INDEX events_by_time ON events (region_id, at DESC, id DESC);

-- Keys that sign cookies: shared by all programs on this database.
CREATE TABLE data_protection_keys (
    friendly_name  text PRIMARY KEY,
    xml            text NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON database_purpose, regions, calendar_days, region_calendar_days, settings,
    units, unit_aliases, collective_units, people, person_roles, unit_contacts, files, data_protection_keys TO tracker_app;
GRANT SELECT, INSERT ON events TO tracker_app;
