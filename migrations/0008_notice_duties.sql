-- 0008_notice_duties.sql: the notice lays duties on units beside its items; a coordinator says whom each binds, and they answer.

-- Confirmed: the day in force, and whether every unit of the dispatch is bound or those of duty_units.
CREATE TABLE duty_confirmations (
    region_id     int NOT NULL,
    duty_id       bigint NOT NULL,
    due_on        date NOT NULL,
    return_kind   text CONSTRAINT duty_is_answered_by_a_known_return CHECK (return_kind IN ('Plan', 'MidYear', 'ThirdQuarter', 'YearEnd')),
    everyone      boolean NOT NULL,
    confirmed_by  bigint NOT NULL,
    confirmed_on  date NOT NULL,
    confirmed_at  timestamptz NOT NULL,
    CONSTRAINT a_duty_is_confirmed_once PRIMARY KEY (region_id, duty_id),
    FOREIGN KEY (region_id, duty_id) REFERENCES notice_duties,
    FOREIGN KEY (region_id, confirmed_by) REFERENCES people
);

-- None beside everyone; none without it: the duty binds nobody.
CREATE TABLE duty_units (
    region_id  int NOT NULL,
    duty_id    bigint NOT NULL,
    unit_id    bigint NOT NULL,
    PRIMARY KEY (region_id, duty_id, unit_id),
    FOREIGN KEY (region_id, duty_id) REFERENCES duty_confirmations ON DELETE CASCADE,
    FOREIGN KEY (region_id, unit_id) REFERENCES units
);

CREATE TABLE duty_answers (
    region_id    int NOT NULL,
    duty_id      bigint NOT NULL,
    unit_id      bigint NOT NULL,
    text         text NOT NULL CONSTRAINT an_answer_says_something CHECK (text <> ''),
    answered_by  bigint NOT NULL,
    answered_on  date NOT NULL,
    answered_at  timestamptz NOT NULL,
    CONSTRAINT a_unit_answers_a_duty_once PRIMARY KEY (region_id, duty_id, unit_id),
    CONSTRAINT only_confirmed_duties_are_answered FOREIGN KEY (region_id, duty_id) REFERENCES duty_confirmations,
    FOREIGN KEY (region_id, unit_id) REFERENCES units,
    FOREIGN KEY (region_id, answered_by) REFERENCES people
);

GRANT SELECT, INSERT, UPDATE, DELETE ON duty_confirmations, duty_units, duty_answers TO tracker_app;
