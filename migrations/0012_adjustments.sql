-- 0012_adjustments.sql: after dispatch the office changes a plan only through a recorded adjustment. The rows of the plan hold what is in
-- force; what was in force before stays here, so that any past day can be replayed and the first date is never lost.

CREATE TABLE adjustments (
    region_id        int NOT NULL,
    id               bigint GENERATED ALWAYS AS IDENTITY,
    work_plan_id     bigint NOT NULL,
    work_item_id     bigint,              -- none: of the plan's own checkpoints
    kind             text NOT NULL CONSTRAINT adjustment_kind_is_known CHECK (kind IN ('Correction', 'Change', 'Checkpoint')),
    why              text NOT NULL CONSTRAINT an_adjustment_says_why CHECK (why <> ''),
    basis_signed_by  text,
    basis_signed_on  date,
    basis_document   text,
    sentence         text NOT NULL,       -- what changed, in words
    before           jsonb NOT NULL,
    after            jsonb NOT NULL,
    made_by          bigint NOT NULL,
    made_on          date NOT NULL,
    made_at          timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT what_the_notice_states_changes_on_a_basis
        CHECK (kind <> 'Change' OR basis_document IS NOT NULL OR (basis_signed_by IS NOT NULL AND basis_signed_on IS NOT NULL)),
    CONSTRAINT only_checkpoints_belong_to_no_item CHECK ((kind = 'Checkpoint') = (work_item_id IS NULL)),
    FOREIGN KEY (region_id, work_plan_id) REFERENCES work_plans,
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items,
    FOREIGN KEY (region_id, made_by) REFERENCES people
);
CREATE INDEX adjustments_of_a_plan ON adjustments (region_id, work_plan_id, id);

-- The limit of an item as it was until then.
CREATE TABLE adjusted_limits (
    region_id      int NOT NULL,
    adjustment_id  bigint NOT NULL,
    work_item_id   bigint NOT NULL,
    limit_raw      text,
    limit_kind     text NOT NULL,
    due_on         date,
    adjusted_on    date NOT NULL,
    adjusted_at    timestamptz NOT NULL,
    PRIMARY KEY (region_id, adjustment_id),
    FOREIGN KEY (region_id, adjustment_id) REFERENCES adjustments,
    FOREIGN KEY (region_id, work_item_id) REFERENCES work_items
);
CREATE INDEX adjusted_limits_of_an_item ON adjusted_limits (region_id, work_item_id);

-- A date in an item's sentence, or a checkpoint, as it was until then and as it became.
CREATE TABLE adjusted_dates (
    region_id      int NOT NULL,
    adjustment_id  bigint NOT NULL,
    milestone_id   bigint,
    checkpoint_id  bigint,
    old_on         date,
    new_on         date,
    adjusted_on    date NOT NULL,
    adjusted_at    timestamptz NOT NULL,
    CONSTRAINT an_adjusted_date_is_one_date CHECK (num_nonnulls(milestone_id, checkpoint_id) = 1),
    UNIQUE NULLS NOT DISTINCT (region_id, adjustment_id, milestone_id, checkpoint_id),
    FOREIGN KEY (region_id, adjustment_id) REFERENCES adjustments,
    FOREIGN KEY (region_id, milestone_id) REFERENCES milestones,
    FOREIGN KEY (region_id, checkpoint_id) REFERENCES checkpoints
);
CREATE INDEX adjusted_dates_of_a_milestone ON adjusted_dates (region_id, milestone_id) WHERE milestone_id IS NOT NULL;
CREATE INDEX adjusted_dates_of_a_checkpoint ON adjusted_dates (region_id, checkpoint_id) WHERE checkpoint_id IS NOT NULL;

-- A unit's part as it was until then. None: the unit had no part. Released: it has none from then on; assignments.transferred_on
-- says since when, and nobody has taken the part over.
CREATE TABLE adjusted_parts (
    region_id        int NOT NULL,
    adjustment_id    bigint NOT NULL,
    assignment_id    bigint NOT NULL,
    role_before      text,
    position_before  int,
    released         boolean NOT NULL,
    adjusted_on      date NOT NULL,
    PRIMARY KEY (region_id, adjustment_id, assignment_id),
    FOREIGN KEY (region_id, adjustment_id) REFERENCES adjustments,
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments
);
CREATE INDEX adjusted_parts_of_an_assignment ON adjusted_parts (region_id, assignment_id);

-- Who is told, and of what; who still has a part signs again.
CREATE TABLE adjustment_units (
    region_id      int NOT NULL,
    adjustment_id  bigint NOT NULL,
    unit_id        bigint NOT NULL,
    unit_name      text NOT NULL,
    sentence       text NOT NULL,
    signs          boolean NOT NULL,
    PRIMARY KEY (region_id, adjustment_id, unit_id),
    FOREIGN KEY (region_id, adjustment_id) REFERENCES adjustments,
    FOREIGN KEY (region_id, unit_id) REFERENCES units
);
CREATE INDEX adjustments_of_a_unit ON adjustment_units (region_id, unit_id);

CREATE TABLE adjustment_signatures (
    region_id      int NOT NULL,
    adjustment_id  bigint NOT NULL,
    unit_id        bigint NOT NULL,
    person_id      bigint NOT NULL,
    signed_on      date NOT NULL,
    signed_at      timestamptz NOT NULL,
    CONSTRAINT a_unit_signs_an_adjustment_once PRIMARY KEY (region_id, adjustment_id, unit_id),
    CONSTRAINT only_units_that_were_told_sign FOREIGN KEY (region_id, adjustment_id, unit_id) REFERENCES adjustment_units,
    FOREIGN KEY (region_id, person_id) REFERENCES people
);

-- A date in the sentence that came, or went, with an adjustment.
ALTER TABLE milestones ADD added_on date, ADD dropped_on date;

ALTER TABLE moved_dates DROP CONSTRAINT moving_cause_is_known;
ALTER TABLE moved_dates ADD CONSTRAINT moving_cause_is_known CHECK (cause IN ('Extension', 'Refusal', 'Reassignment', 'Adjustment'));

ALTER TABLE mail_promises DROP CONSTRAINT mail_kind_is_known;
ALTER TABLE mail_promises ADD CONSTRAINT mail_kind_is_known CHECK (kind IN
    ('Dispatch', 'Returned', 'Nudge', 'Transfer', 'Answered', 'ForApproval', 'Adjusted', 'LiaisonDigest', 'CoordinatorDigest'));

GRANT SELECT, INSERT ON adjustments, adjusted_limits, adjusted_dates, adjusted_parts, adjustment_units, adjustment_signatures TO tracker_app;
