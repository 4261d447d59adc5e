-- 0026_completion_drafts.sql: 申请办结 is a long text too, and is kept while it is written.

CREATE TABLE completion_drafts (
    region_id      int NOT NULL,
    assignment_id  bigint NOT NULL,
    person_id      bigint NOT NULL,
    text           text NOT NULL,
    saved_at       timestamptz NOT NULL,
    CONSTRAINT one_completion_draft_a_person PRIMARY KEY (region_id, assignment_id, person_id),
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, person_id) REFERENCES people
);

GRANT SELECT, INSERT, UPDATE, DELETE ON completion_drafts TO tracker_app;
