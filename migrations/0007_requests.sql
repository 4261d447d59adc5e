-- 0007_requests.sql: what a unit asks of the office, who in the unit let it go out, and what the office answers.

-- 申请. One waits at a time for each assignment; asked in time it stops the unit's clock until the answer.
CREATE TABLE requests (
    region_id        int NOT NULL,
    id               bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id    bigint NOT NULL,
    round            int NOT NULL,
    kind             text NOT NULL CONSTRAINT request_kind_is_known CHECK (kind IN ('Extension', 'Reassignment', 'Exemption')),
    reason           text NOT NULL CONSTRAINT a_request_says_why CHECK (reason <> ''),
    in_time          boolean NOT NULL,
    milestone_id     bigint,         -- 延期 of a date in the sentence; none: the due date
    old_on           date,           -- 延期: the date in force when it was asked
    new_on           date,           -- 延期: the date asked for
    to_unit_id       bigint,         -- 调整: the unit proposed
    basis_signed_by  text,
    basis_signed_on  date,
    basis_document   text,
    asked_by         bigint NOT NULL,
    asked_on         date NOT NULL,
    asked_at         timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT one_open_request UNIQUE (region_id, assignment_id, round),
    CONSTRAINT an_extension_names_a_later_date CHECK ((kind = 'Extension') = (new_on IS NOT NULL AND old_on IS NOT NULL AND new_on > old_on)),
    CONSTRAINT a_reassignment_proposes_a_unit CHECK ((kind = 'Reassignment') = (to_unit_id IS NOT NULL)),
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, milestone_id) REFERENCES milestones,
    FOREIGN KEY (region_id, to_unit_id) REFERENCES units,
    FOREIGN KEY (region_id, asked_by) REFERENCES people
);

-- The unit may take a request back as long as nobody has answered it.
CREATE TABLE request_decisions (
    region_id        int NOT NULL,
    request_id       bigint NOT NULL,
    decision         text NOT NULL CONSTRAINT request_decision_is_known CHECK (decision IN ('Granted', 'Refused', 'TakenBack')),
    reason           text NOT NULL DEFAULT '',
    basis_signed_by  text,
    basis_signed_on  date,
    basis_document   text,
    office_late      int NOT NULL DEFAULT 0,    -- working days by which the office answered late
    self_reviewed    boolean NOT NULL DEFAULT false,
    decided_by       bigint NOT NULL,
    decided_on       date NOT NULL,
    decided_at       timestamptz NOT NULL,
    CONSTRAINT a_request_is_decided_once PRIMARY KEY (region_id, request_id),
    CONSTRAINT a_refusal_says_why CHECK (decision <> 'Refused' OR reason <> ''),
    FOREIGN KEY (region_id, request_id) REFERENCES requests,
    FOREIGN KEY (region_id, decided_by) REFERENCES people
);

-- A date of one assignment set anew. The first date stays where it was written, and so does every one between.
CREATE TABLE moved_dates (
    region_id      int NOT NULL,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id  bigint NOT NULL,
    milestone_id   bigint,           -- a date in the sentence
    checkpoint_id  bigint,           -- a checkpoint of the plan; neither: the due date
    old_on         date,
    new_on         date NOT NULL,
    late_days      int NOT NULL DEFAULT 0,   -- working days by which the unit was late when it asked; they stay
    cause          text NOT NULL CONSTRAINT moving_cause_is_known CHECK (cause IN ('Extension', 'Refusal')),
    request_id     bigint,
    moved_by       bigint NOT NULL,
    moved_on       date NOT NULL,
    moved_at       timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_moved_date_is_one_date CHECK (num_nonnulls(milestone_id, checkpoint_id) <= 1),
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, milestone_id) REFERENCES milestones,
    FOREIGN KEY (region_id, checkpoint_id) REFERENCES checkpoints,
    FOREIGN KEY (region_id, request_id) REFERENCES requests,
    FOREIGN KEY (region_id, moved_by) REFERENCES people
);
CREATE INDEX moved_dates_of_an_assignment ON moved_dates (region_id, assignment_id, id);

-- 线下审签: whether a unit signs on paper; the latest row counts. Without one: on paper, unless its head has an account.
CREATE TABLE approval_modes (
    region_id    int NOT NULL,
    unit_id      bigint NOT NULL,
    on_paper     boolean NOT NULL,
    set_by       bigint,
    set_at       timestamptz NOT NULL,
    PRIMARY KEY (region_id, unit_id, set_at),
    FOREIGN KEY (region_id, unit_id) REFERENCES units,
    FOREIGN KEY (region_id, set_by) REFERENCES people
);

-- 待审签: 办结 and 延期 as the liaison wrote them, before they leave the unit. The head's approval sends them on as they stand.
CREATE TABLE approval_drafts (
    region_id      int NOT NULL,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id  bigint NOT NULL,
    round          int NOT NULL,
    kind           text NOT NULL CONSTRAINT draft_kind_is_known CHECK (kind IN ('Completion', 'Extension')),
    form           jsonb NOT NULL,
    sentence       text NOT NULL,     -- what the head is asked to let out, in words
    drafted_by     bigint NOT NULL,
    drafted_on     date NOT NULL,
    drafted_at     timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT one_draft_lies_before_the_head UNIQUE (region_id, assignment_id, kind, round),
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, drafted_by) REFERENCES people
);

CREATE TABLE approval_decisions (
    region_id   int NOT NULL,
    draft_id    bigint NOT NULL,
    decision    text NOT NULL CONSTRAINT approval_decision_is_known CHECK (decision IN ('Approved', 'SentBack', 'TakenBack')),
    remark      text NOT NULL DEFAULT '',
    decided_by  bigint NOT NULL,
    decided_on  date NOT NULL,
    decided_at  timestamptz NOT NULL,
    CONSTRAINT a_draft_is_decided_once PRIMARY KEY (region_id, draft_id),
    CONSTRAINT sending_back_says_why CHECK (decision <> 'SentBack' OR remark <> ''),
    FOREIGN KEY (region_id, draft_id) REFERENCES approval_drafts,
    FOREIGN KEY (region_id, decided_by) REFERENCES people
);

-- 审签: who in the unit let it go out, by his own account or on paper, as the liaison records it.
CREATE TABLE unit_approvals (
    region_id      int NOT NULL,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    completion_id  bigint,
    request_id     bigint,
    approver       text NOT NULL CONSTRAINT an_approver_has_a_name CHECK (approver <> ''),
    approved_on    date NOT NULL,
    person_id      bigint,            -- none: on paper
    recorded_by    bigint NOT NULL,
    recorded_at    timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT an_approval_is_of_one_thing CHECK (num_nonnulls(completion_id, request_id) = 1),
    CONSTRAINT a_completion_leaves_once UNIQUE (region_id, completion_id),
    CONSTRAINT a_request_leaves_once UNIQUE (region_id, request_id),
    FOREIGN KEY (region_id, completion_id) REFERENCES completions,
    FOREIGN KEY (region_id, request_id) REFERENCES requests,
    FOREIGN KEY (region_id, person_id) REFERENCES people,
    FOREIGN KEY (region_id, recorded_by) REFERENCES people
);

ALTER TABLE mail_promises DROP CONSTRAINT mail_kind_is_known;
ALTER TABLE mail_promises ADD CONSTRAINT mail_kind_is_known CHECK (kind IN
    ('Dispatch', 'Returned', 'Nudge', 'Transfer', 'Answered', 'ForApproval', 'LiaisonDigest', 'CoordinatorDigest'));

GRANT SELECT, INSERT, UPDATE, DELETE ON requests, request_decisions, moved_dates, approval_modes, approval_drafts, approval_decisions,
    unit_approvals TO tracker_app;
