-- 0006_steps_of_a_check.sql: what a person does while checking a draft can be taken back until it goes out.

-- One act of checking: a confirmation of one item or many, a settled doubt, an edit.
CREATE TABLE check_steps (
    region_id     int NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    work_plan_id  bigint NOT NULL,
    taken_by      bigint NOT NULL,
    taken_at      timestamptz NOT NULL,
    sentence      text NOT NULL,
    PRIMARY KEY (region_id, id),
    FOREIGN KEY (region_id, work_plan_id) REFERENCES work_plans,
    FOREIGN KEY (region_id, taken_by) REFERENCES people
);
CREATE INDEX steps_of_a_plan ON check_steps (region_id, work_plan_id, taken_by, id DESC);

CREATE TABLE taken_back_steps (
    region_id      int NOT NULL,
    step_id        bigint NOT NULL,
    taken_back_by  bigint NOT NULL,
    taken_back_at  timestamptz NOT NULL,
    CONSTRAINT a_step_is_taken_back_once PRIMARY KEY (region_id, step_id),
    FOREIGN KEY (region_id, step_id) REFERENCES check_steps,
    FOREIGN KEY (region_id, taken_back_by) REFERENCES people
);

-- The content of an item before and after a step that wrote it anew; what stands now is compared with after.
CREATE TABLE step_contents (
    region_id     int NOT NULL,
    step_id       bigint NOT NULL,
    work_item_id  bigint NOT NULL,
    before        jsonb NOT NULL,
    after         jsonb NOT NULL,
    PRIMARY KEY (region_id, step_id, work_item_id),
    FOREIGN KEY (region_id, step_id) REFERENCES check_steps,
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items
);

-- None: confirmed or settled before steps were kept; such a row cannot be taken back.
ALTER TABLE item_confirmations ADD COLUMN step_id bigint;
ALTER TABLE item_confirmations ADD CONSTRAINT a_confirmation_belongs_to_a_step FOREIGN KEY (region_id, step_id) REFERENCES check_steps;
ALTER TABLE doubt_settlements ADD COLUMN step_id bigint;
ALTER TABLE doubt_settlements ADD CONSTRAINT a_settlement_belongs_to_a_step FOREIGN KEY (region_id, step_id) REFERENCES check_steps;

GRANT SELECT, INSERT, UPDATE, DELETE ON check_steps, taken_back_steps, step_contents TO tracker_app;
