-- 0023_chases.sql: 催报: a lead asks the office to chase a support whose report is missing, once a checkpoint and unit.

CREATE TABLE chases (
    region_id           int NOT NULL,
    id                  bigint GENERATED ALWAYS AS IDENTITY,
    checkpoint_id       bigint NOT NULL,
    unit_id             bigint NOT NULL,      -- that has not reported
    assignment_id       bigint NOT NULL,      -- its part in the item for which the report is missed
    lead_assignment_id  bigint,               -- the lead's that asks; none: the office by itself
    asked_by            bigint NOT NULL,
    asked_on            date NOT NULL,
    asked_at            timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_unit_is_chased_once_a_checkpoint UNIQUE (region_id, checkpoint_id, unit_id),
    FOREIGN KEY (region_id, checkpoint_id) REFERENCES checkpoints,
    FOREIGN KEY (region_id, unit_id) REFERENCES units,
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, lead_assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, asked_by) REFERENCES people
);

CREATE TABLE chase_answers (
    region_id    int NOT NULL,
    chase_id     bigint NOT NULL,
    chased       boolean NOT NULL,
    remark       text NOT NULL DEFAULT '',
    answered_by  bigint NOT NULL,
    answered_on  date NOT NULL,
    answered_at  timestamptz NOT NULL,
    CONSTRAINT a_chase_is_answered_once PRIMARY KEY (region_id, chase_id),
    CONSTRAINT not_chasing_says_why CHECK (chased OR remark <> ''),
    FOREIGN KEY (region_id, chase_id) REFERENCES chases,
    FOREIGN KEY (region_id, answered_by) REFERENCES people
);

GRANT SELECT, INSERT, UPDATE, DELETE ON chases, chase_answers TO tracker_app;
