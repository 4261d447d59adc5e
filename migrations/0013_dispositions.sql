-- 0013_dispositions.sql: what the office decides about an item as a whole: close it without some units, close its year, put it off,
-- withdraw it, merge it into another, open it again; and by whose 办结 it is done.

-- An item may be opened again and close again, and may end in other ways than 办结.
ALTER TABLE item_closings
    ADD round int NOT NULL DEFAULT 1,
    ADD how text NOT NULL DEFAULT 'Completed' CONSTRAINT way_of_closing_is_known CHECK (how IN ('Completed', 'PeriodClosed', 'Withdrawn', 'Superseded')),
    ADD reason text NOT NULL DEFAULT '',
    ADD without_units text[] NOT NULL DEFAULT '{}',    -- 未完成, by name
    ADD successor_item_id bigint,                      -- 并入: the item that goes on
    ADD basis_signed_by text,
    ADD basis_signed_on date,
    ADD basis_document text,
    ADD CONSTRAINT superseded_by_another_item CHECK ((how = 'Superseded') = (successor_item_id IS NOT NULL) AND successor_item_id <> work_item_id),
    ADD CONSTRAINT all_but_completion_says_why CHECK (how = 'Completed' OR reason <> ''),
    ADD FOREIGN KEY (region_id, successor_item_id) REFERENCES work_items;
ALTER TABLE item_closings DROP CONSTRAINT an_item_closes_once;
ALTER TABLE item_closings ADD CONSTRAINT an_item_closes_once PRIMARY KEY (region_id, work_item_id, round);

-- 回头看: these parts of the item are open again from that moment on, with a new date.
CREATE TABLE item_reopenings (
    region_id        int NOT NULL,
    work_item_id     bigint NOT NULL,
    round            int NOT NULL,
    reason           text NOT NULL CONSTRAINT reopening_says_why CHECK (reason <> ''),
    due_on           date NOT NULL,
    parts            bigint[] NOT NULL CONSTRAINT some_part_is_reopened CHECK (parts <> '{}'),
    basis_signed_by  text,
    basis_signed_on  date,
    basis_document   text,
    reopened_by      bigint NOT NULL,
    reopened_on      date NOT NULL,
    reopened_at      timestamptz NOT NULL,
    CONSTRAINT a_closing_is_undone_once PRIMARY KEY (region_id, work_item_id, round),
    FOREIGN KEY (region_id, work_item_id, round) REFERENCES item_closings,
    FOREIGN KEY (region_id, reopened_by) REFERENCES people
);

-- 暂缓, 继续暂缓 and 恢复 one after another; the latest counts.
CREATE TABLE suspensions (
    region_id        int NOT NULL,
    id               bigint GENERATED ALWAYS AS IDENTITY,
    work_item_id     bigint NOT NULL,
    step             text NOT NULL CONSTRAINT step_of_a_suspension_is_known CHECK (step IN ('Suspended', 'Prolonged', 'Resumed')),
    review_on        date,
    reason           text NOT NULL CONSTRAINT a_suspension_says_why CHECK (reason <> ''),
    basis_signed_by  text,
    basis_signed_on  date,
    basis_document   text,
    decided_by       bigint NOT NULL,
    decided_on       date NOT NULL,
    decided_at       timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_suspension_has_a_review_date CHECK ((step <> 'Resumed') = (review_on IS NOT NULL)),
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items,
    FOREIGN KEY (region_id, decided_by) REFERENCES people
);
CREATE INDEX suspensions_of_an_item ON suspensions (region_id, work_item_id, id DESC);

-- 办结规则 by choice; the latest counts. Without one: All if there are responsible units, else LeadOnly.
CREATE TABLE item_completion_rules (
    region_id     int NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    work_item_id  bigint NOT NULL,
    kind          text NOT NULL CONSTRAINT completion_rule_is_known CHECK (kind IN ('LeadOnly', 'All', 'Quorum')),
    quorum        int,
    set_by        bigint NOT NULL,
    set_on        date NOT NULL,
    set_at        timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_quorum_has_a_number CHECK ((kind = 'Quorum') = coalesce(quorum > 0, false)),
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items,
    FOREIGN KEY (region_id, set_by) REFERENCES people
);
CREATE INDEX completion_rules_of_an_item ON item_completion_rules (region_id, work_item_id, id DESC);

ALTER TABLE moved_dates DROP CONSTRAINT moving_cause_is_known;
ALTER TABLE moved_dates ADD CONSTRAINT moving_cause_is_known CHECK (cause IN ('Extension', 'Refusal', 'Reassignment', 'Adjustment', 'Resumption', 'Reopening', 'Trigger'));

ALTER TABLE mail_promises DROP CONSTRAINT mail_kind_is_known;
ALTER TABLE mail_promises ADD CONSTRAINT mail_kind_is_known CHECK (kind IN
    ('Dispatch', 'Returned', 'Nudge', 'Transfer', 'Answered', 'ForApproval', 'Adjusted', 'ItemDecided', 'LiaisonDigest', 'CoordinatorDigest'));

-- The item's state is kept beside its lamp; the next sweep fills it.
ALTER TABLE item_lamps ADD state text NOT NULL DEFAULT 'Dispatched';
UPDATE lamps SET recheck_on = '2000-01-01';

GRANT SELECT, INSERT, UPDATE, DELETE ON item_reopenings, suspensions, item_completion_rules TO tracker_app;
