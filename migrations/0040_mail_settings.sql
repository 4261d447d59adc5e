-- 0040_mail_settings.sql: what a reader wants no mail of, and from when to when; answers to a nudge; a cap a week.

-- 邮件设置 of one person. Everything is on where there is no row.
CREATE TABLE mail_settings (
    region_id    int NOT NULL,
    person_id    bigint NOT NULL,
    off          text[] NOT NULL DEFAULT '{}',     -- topics, by the name of MailTopic
    paused_from  date,                             -- 暂停: both days are part of it
    paused_to    date,
    version      int NOT NULL,
    changed_at   timestamptz NOT NULL,
    PRIMARY KEY (region_id, person_id),
    FOREIGN KEY (region_id, person_id) REFERENCES people,
    CONSTRAINT a_pause_has_two_ends CHECK ((paused_from IS NULL) = (paused_to IS NULL) AND paused_from <= paused_to)
);

-- What a reader may switch off in a mail, for the header List-Unsubscribe; none where the rules do not let any of it be.
ALTER TABLE mails ADD unsubscribe text;

-- 回复催办: once a date, and it holds the next rung back.
CREATE TABLE nudge_answers (
    region_id      int NOT NULL,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id  bigint NOT NULL,
    about          text NOT NULL,      -- as in reminders
    about_on       date NOT NULL,
    text           text NOT NULL,
    answered_by    bigint NOT NULL,
    answered_on    date NOT NULL,
    answered_at    timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_nudge_is_answered_once_a_date UNIQUE (region_id, assignment_id, about, about_on),
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, answered_by) REFERENCES people
);

-- 立即运行: somebody has asked for a job on the page; machine time.
ALTER TABLE job_states ADD asked_for_at timestamptz, ADD asked_for_by text;

GRANT SELECT, INSERT, UPDATE ON mail_settings TO tracker_app;
GRANT SELECT, INSERT ON nudge_answers TO tracker_app;
