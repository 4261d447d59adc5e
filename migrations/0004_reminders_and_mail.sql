-- 0004_reminders_and_mail.sql: what is promised to whom, and the proof that it was sent.

-- One step of the ladder for one assignment and one date; a new date starts the steps again.
CREATE TABLE reminders (
    region_id      int NOT NULL,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id  bigint NOT NULL,
    unit_id        bigint NOT NULL,
    level          text NOT NULL CONSTRAINT reminder_level_is_known CHECK (level IN ('HeadsUp', 'Nudge', 'Order')),
    about          text NOT NULL,      -- Limit, Report, Signature: what is late or near
    about_on       date NOT NULL,      -- the date that it is about
    step           int NOT NULL,       -- working days before (10, 5, 1), or 0
    for_on         date NOT NULL,      -- the working day it belongs to
    sentence       text NOT NULL,
    promised_at    timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_reminder_is_promised_once UNIQUE (region_id, assignment_id, level, about, about_on, step),
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments
);
CREATE INDEX reminders_of_a_day ON reminders (region_id, for_on, unit_id);

-- The row is the promise of a message; who gets it is resolved on the day, in one transaction with its mails.
CREATE TABLE mail_promises (
    region_id    int NOT NULL REFERENCES regions,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    kind         text NOT NULL CONSTRAINT mail_kind_is_known CHECK (kind IN ('Dispatch', 'Returned', 'Nudge', 'LiaisonDigest', 'CoordinatorDigest')),
    unit_id      bigint,
    person_id    bigint,
    subject_id   bigint,        -- the dispatch, the completion; none where the day says enough
    for_on       date NOT NULL,
    promised_at  timestamptz NOT NULL,
    resolved_at  timestamptz,
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_message_is_promised_once UNIQUE NULLS NOT DISTINCT (region_id, kind, unit_id, person_id, subject_id, for_on),
    FOREIGN KEY (region_id, unit_id) REFERENCES units,
    FOREIGN KEY (region_id, person_id) REFERENCES people
);
CREATE INDEX promises_to_resolve ON mail_promises (region_id, for_on, id) WHERE resolved_at IS NULL;

-- 无人接收: a promise for which nobody could be reached.
CREATE TABLE undelivered (
    region_id   int NOT NULL,
    promise_id  bigint NOT NULL,
    reason      text NOT NULL,
    noticed_at  timestamptz NOT NULL,
    PRIMARY KEY (region_id, promise_id),
    FOREIGN KEY (region_id, promise_id) REFERENCES mail_promises
);

-- The outbox: one mail a person. Claim, send, prove.
CREATE TABLE mails (
    region_id        int NOT NULL,
    id               bigint GENERATED ALWAYS AS IDENTITY,
    promise_id       bigint NOT NULL,
    person_id        bigint,
    recipient_name   text NOT NULL,
    address          text NOT NULL,
    subject          text NOT NULL,
    text             text NOT NULL,
    html             text NOT NULL,
    message_id       text NOT NULL,
    office_at        timestamptz NOT NULL,     -- the mail's date
    attempts         int NOT NULL DEFAULT 0,
    next_attempt_at  timestamptz NOT NULL,     -- machine time, never shifted
    claimed_by       text,
    claimed_until    timestamptz,
    sent_at          timestamptz,              -- office time, as is failed_at
    failed_at        timestamptz,              -- 发送失败: given up
    last_error       text,
    PRIMARY KEY (region_id, id),
    CONSTRAINT one_mail_a_promise_and_address UNIQUE (region_id, promise_id, address),
    CONSTRAINT message_id_is_unique UNIQUE (region_id, message_id),
    FOREIGN KEY (region_id, promise_id) REFERENCES mail_promises,
    FOREIGN KEY (region_id, person_id) REFERENCES people
);
CREATE INDEX mails_to_send ON mails (next_attempt_at, region_id, id) WHERE sent_at IS NULL AND failed_at IS NULL;

-- 督办通知单: drafted here, sent by a person. One open a unit.
CREATE TABLE orders (
    region_id   int NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    unit_id     bigint NOT NULL,
    drafted_on  date NOT NULL,
    drafted_at  timestamptz NOT NULL,
    closed_on   date,
    PRIMARY KEY (region_id, id),
    FOREIGN KEY (region_id, unit_id) REFERENCES units
);
CREATE UNIQUE INDEX one_open_order_a_unit ON orders (region_id, unit_id) WHERE closed_on IS NULL;

CREATE TABLE order_lines (
    region_id      int NOT NULL,
    order_id       bigint NOT NULL,
    reminder_id    bigint NOT NULL,
    PRIMARY KEY (region_id, order_id, reminder_id),
    CONSTRAINT a_step_stands_in_one_order UNIQUE (region_id, reminder_id),
    FOREIGN KEY (region_id, order_id) REFERENCES orders,
    FOREIGN KEY (region_id, reminder_id) REFERENCES reminders
);

-- What each job did last, in machine time; one row a job, whatever engine wakes it.
CREATE TABLE job_states (
    name             text PRIMARY KEY,
    started_at       timestamptz,
    ended_at         timestamptz,
    outcome          text NOT NULL DEFAULT '',
    next_run_at      timestamptz,
    failed_at        timestamptz,
    failure          text,
    failures_in_row  int NOT NULL DEFAULT 0
);

GRANT SELECT, INSERT, UPDATE, DELETE ON reminders, mail_promises, undelivered, mails, orders, order_lines, job_states TO tracker_app;
