-- 0022_naming_after_dispatch.sql: 有关单位 that stand behind a lead wait for names after dispatch: the lead proposes them, the office confirms.

-- What waited for names when the plan went out.
CREATE TABLE awaited_names (
    region_id     int NOT NULL,
    work_item_id  bigint NOT NULL,
    spelling      text NOT NULL,
    awaited_on    date NOT NULL,
    propose_by    date NOT NULL,
    named_on      date,            -- the office has named them, on a proposal or without one
    PRIMARY KEY (region_id, work_item_id, spelling),
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items
);

CREATE TABLE name_proposals (
    region_id      int NOT NULL,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    work_item_id   bigint NOT NULL,
    spelling       text NOT NULL,
    round          int NOT NULL,
    assignment_id  bigint NOT NULL,     -- of the lead that proposes
    units          bigint[] NOT NULL CONSTRAINT somebody_is_proposed CHECK (units <> '{}'),
    reason         text NOT NULL DEFAULT '',
    proposed_by    bigint NOT NULL,
    proposed_on    date NOT NULL,
    proposed_at    timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT one_open_proposal UNIQUE (region_id, work_item_id, spelling, round),
    FOREIGN KEY (region_id, work_item_id, spelling) REFERENCES awaited_names,
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, proposed_by) REFERENCES people
);

CREATE TABLE proposal_decisions (
    region_id      int NOT NULL,
    proposal_id    bigint NOT NULL,
    accepted       boolean NOT NULL,
    units          bigint[] NOT NULL DEFAULT '{}',   -- as the office confirmed them
    reason         text NOT NULL DEFAULT '',
    propose_by     date,                             -- refused: the day by which the lead proposes again
    office_late    int NOT NULL DEFAULT 0,           -- working days by which the office answered late
    self_reviewed  boolean NOT NULL DEFAULT false,
    decided_by     bigint NOT NULL,
    decided_on     date NOT NULL,
    decided_at     timestamptz NOT NULL,
    CONSTRAINT a_proposal_is_decided_once PRIMARY KEY (region_id, proposal_id),
    CONSTRAINT a_refused_proposal_says_why CHECK (accepted OR reason <> '' AND propose_by IS NOT NULL),
    FOREIGN KEY (region_id, proposal_id) REFERENCES name_proposals,
    FOREIGN KEY (region_id, decided_by) REFERENCES people
);

GRANT SELECT, INSERT, UPDATE, DELETE ON awaited_names, name_proposals, proposal_decisions TO tracker_app;
