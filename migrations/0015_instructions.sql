-- 0015_instructions.sql: 批示: what a leader says about an item, to whom the office passes it on, what they answer, and when the leader was told.

CREATE TABLE instructions (
    region_id     int NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    work_item_id  bigint NOT NULL,
    leader_name   text NOT NULL CONSTRAINT an_instruction_has_its_leader CHECK (leader_name <> ''),
    leader_id     bigint,          -- none: a leader without an account
    given_on      date NOT NULL,
    source        text NOT NULL,   -- 签批件, 会议, 口头; 系统内批示 where the leader wrote it himself
    text          text NOT NULL CONSTRAINT an_instruction_says_something CHECK (text <> ''),
    due_on        date,            -- the day by which the leader wants the answer, if he named one
    for_units     bigint[] NOT NULL DEFAULT '{}',   -- whom the leader named; the office passes it on
    scan_name     text,
    scan_sha256   bytea,
    entered_by    bigint NOT NULL,
    entered_on    date NOT NULL,
    entered_at    timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_scan_has_its_name CHECK ((scan_name IS NULL) = (scan_sha256 IS NULL)),
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items,
    FOREIGN KEY (region_id, leader_id) REFERENCES people,
    FOREIGN KEY (region_id, scan_sha256) REFERENCES files,
    FOREIGN KEY (region_id, entered_by) REFERENCES people
);
CREATE INDEX instructions_of_an_item ON instructions (region_id, work_item_id);

-- 转办: passed on to the part that a unit has in the item, so that it follows the part when that is transferred.
CREATE TABLE instruction_parts (
    region_id       int NOT NULL,
    instruction_id  bigint NOT NULL,
    assignment_id   bigint NOT NULL,
    due_on          date NOT NULL,
    passed_on_by    bigint NOT NULL,
    passed_on_on    date NOT NULL,
    passed_on_at    timestamptz NOT NULL,
    CONSTRAINT an_instruction_is_passed_on_once PRIMARY KEY (region_id, instruction_id, assignment_id),
    FOREIGN KEY (region_id, instruction_id) REFERENCES instructions,
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, passed_on_by) REFERENCES people
);
CREATE INDEX instructions_of_an_assignment ON instruction_parts (region_id, assignment_id);

CREATE TABLE instruction_answers (
    region_id       int NOT NULL,
    instruction_id  bigint NOT NULL,
    assignment_id   bigint NOT NULL,
    text            text NOT NULL CONSTRAINT an_answer_to_a_leader_says_something CHECK (text <> ''),
    answered_by     bigint NOT NULL,
    answered_on     date NOT NULL,
    answered_at     timestamptz NOT NULL,
    CONSTRAINT an_instruction_is_answered_once PRIMARY KEY (region_id, instruction_id, assignment_id),
    FOREIGN KEY (region_id, instruction_id, assignment_id) REFERENCES instruction_parts,
    FOREIGN KEY (region_id, answered_by) REFERENCES people
);

-- 已报领导: the matter is closed.
CREATE TABLE instruction_reports (
    region_id       int NOT NULL,
    instruction_id  bigint NOT NULL,
    remark          text NOT NULL DEFAULT '',
    without_units   text[] NOT NULL DEFAULT '{}',    -- who had not answered, by name
    reported_by     bigint NOT NULL,
    reported_on     date NOT NULL,
    reported_at     timestamptz NOT NULL,
    CONSTRAINT an_instruction_is_reported_once PRIMARY KEY (region_id, instruction_id),
    FOREIGN KEY (region_id, instruction_id) REFERENCES instructions,
    FOREIGN KEY (region_id, reported_by) REFERENCES people
);

ALTER TABLE mail_promises DROP CONSTRAINT mail_kind_is_known;
ALTER TABLE mail_promises ADD CONSTRAINT mail_kind_is_known CHECK (kind IN
    ('Dispatch', 'Returned', 'Nudge', 'Transfer', 'Answered', 'ForApproval', 'Adjusted', 'ItemDecided', 'Instruction', 'LiaisonDigest', 'CoordinatorDigest'));

GRANT SELECT, INSERT, UPDATE, DELETE ON instructions, instruction_parts, instruction_answers, instruction_reports TO tracker_app;
