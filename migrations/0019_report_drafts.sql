-- 0019_report_drafts.sql: what is being written is kept, one draft a person, so that nobody writes over a colleague;
-- and what a lead took over from its supports is recorded with the report.

CREATE TABLE report_drafts (
    region_id        int NOT NULL,
    assignment_id    bigint NOT NULL,
    person_id        bigint NOT NULL,
    version          bigint GENERATED ALWAYS AS IDENTITY,   -- a new one with each saving, so that one number says what a form has seen
    form_key         uuid NOT NULL,      -- of the form that wrote it; the report sent from it has the same
    content          jsonb NOT NULL,     -- as it was typed
    after_report_id  bigint NOT NULL,    -- the latest report when it was written; 0 for none
    saved_at         timestamptz NOT NULL,
    CONSTRAINT one_draft_a_person_and_assignment PRIMARY KEY (region_id, assignment_id, person_id),
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, person_id) REFERENCES people
);

-- 并入: the lead's report holds what these reports of its supports say.
CREATE TABLE report_sources (
    region_id  int NOT NULL,
    report_id  bigint NOT NULL,
    source_id  bigint NOT NULL,
    PRIMARY KEY (region_id, report_id, source_id),
    CONSTRAINT no_report_is_its_own_source CHECK (report_id <> source_id),
    FOREIGN KEY (region_id, report_id) REFERENCES progress_reports,
    FOREIGN KEY (region_id, source_id) REFERENCES progress_reports
);

GRANT SELECT, INSERT, UPDATE, DELETE ON report_drafts, report_sources TO tracker_app;
