-- 0009_units_over_time.sql: units form a tree, are founded, renamed, merged and abolished; what was keeps its name.

ALTER TABLE units
    ADD parent_id bigint,
    ADD founded_on date,         -- none: before anything recorded here
    ADD ended_on date,           -- the first day on which it is no more
    ADD version int NOT NULL DEFAULT 1,
    ADD FOREIGN KEY (region_id, parent_id) REFERENCES units,
    ADD CONSTRAINT a_unit_is_not_its_own_parent CHECK (parent_id <> id),
    ADD CONSTRAINT a_unit_ends_after_its_founding CHECK (founded_on < ended_on);
CREATE INDEX units_below_a_unit ON units (region_id, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX units_that_ended ON units (region_id, ended_on) WHERE ended_on IS NOT NULL;

-- A spelling of a unit that is no more may come to mean another; among those of one day the verbs see to it that it means one.
ALTER TABLE unit_aliases DROP CONSTRAINT a_spelling_names_one_unit;
ALTER TABLE unit_aliases ADD PRIMARY KEY (region_id, unit_id, alias);

CREATE TABLE reorganisations (
    region_id      int NOT NULL REFERENCES regions,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    kind           text NOT NULL CONSTRAINT reorganisation_kind_is_known CHECK (kind IN ('Rename', 'Merge', 'Split', 'Transfer', 'Foundation', 'Abolition')),
    effective_on   date NOT NULL,
    on_as_written  text NOT NULL DEFAULT '',     -- 2018-11, where no more than the month is known
    document       text NOT NULL,
    doubtful       boolean NOT NULL,
    note           text NOT NULL DEFAULT '',
    source_line    text,                         -- of the file it came from, so that the file may be applied again
    recorded_by    bigint,
    recorded_at    timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_line_of_a_reform_is_recorded_once UNIQUE (region_id, source_line),
    FOREIGN KEY (region_id, recorded_by) REFERENCES people
);

-- Who came out of whom. A founding has no unit before it, an abolition none behind; a renamed unit follows itself.
CREATE TABLE successions (
    region_id          int NOT NULL,
    reorganisation_id  bigint NOT NULL,
    position           int NOT NULL,
    from_unit_id       bigint,
    to_unit_id         bigint,
    ends               boolean NOT NULL,     -- the unit before is no more; else it goes on and gave up duties only
    heir               boolean NOT NULL,     -- the one that statistics and old names of the unit before lead to
    PRIMARY KEY (region_id, reorganisation_id, position),
    CONSTRAINT a_succession_joins_something CHECK (coalesce(from_unit_id, to_unit_id) IS NOT NULL),
    CONSTRAINT only_what_ends_has_an_heir CHECK (ends OR NOT heir),
    FOREIGN KEY (region_id, reorganisation_id) REFERENCES reorganisations,
    FOREIGN KEY (region_id, from_unit_id) REFERENCES units,
    FOREIGN KEY (region_id, to_unit_id) REFERENCES units
);
CREATE UNIQUE INDEX a_unit_has_one_heir ON successions (region_id, from_unit_id) WHERE heir;
CREATE INDEX successions_of_a_unit ON successions (region_id, from_unit_id);
CREATE INDEX successions_to_a_unit ON successions (region_id, to_unit_id);

-- Names by date, only of units that were ever renamed; units.full_name and short_name are those of today. Never updated:
-- of rows from the same day the one recorded last counts.
CREATE TABLE unit_names (
    region_id          int NOT NULL,
    unit_id            bigint NOT NULL,
    from_on            date NOT NULL,        -- -infinity: since ever
    recorded_at        timestamptz NOT NULL,
    full_name          text NOT NULL,
    short_name         text NOT NULL,
    reorganisation_id  bigint,
    PRIMARY KEY (region_id, unit_id, from_on, recorded_at),
    FOREIGN KEY (region_id, unit_id) REFERENCES units,
    FOREIGN KEY (region_id, reorganisation_id) REFERENCES reorganisations
);

-- 补充交办: what became of a unit that was founded after a plan had gone out to the collective it belongs to.
CREATE TABLE late_members (
    region_id    int NOT NULL,
    dispatch_id  bigint NOT NULL,
    unit_id      bigint NOT NULL,
    added        boolean NOT NULL,
    basis        text NOT NULL,
    decided_by   bigint NOT NULL,
    decided_on   date NOT NULL,
    decided_at   timestamptz NOT NULL,
    CONSTRAINT a_late_member_is_decided_once PRIMARY KEY (region_id, dispatch_id, unit_id),
    FOREIGN KEY (region_id, dispatch_id) REFERENCES dispatches,
    FOREIGN KEY (region_id, unit_id) REFERENCES units,
    FOREIGN KEY (region_id, decided_by) REFERENCES people
);

GRANT SELECT, INSERT, UPDATE, DELETE ON reorganisations, successions, unit_names, late_members TO tracker_app;
