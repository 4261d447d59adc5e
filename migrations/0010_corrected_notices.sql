-- 0010_corrected_notices.sql: a notice that comes again with other bytes is held beside the one that was imported;
-- what a coordinator takes over of it changes a draft, or, once dispatched, is an adjustment with its basis.

-- The corrected version, and both as the same reader reads them, so that what differs comes from the paper alone.
CREATE TABLE notice_corrections (
    region_id     int NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    notice_id     bigint NOT NULL,
    file_sha256   bytea NOT NULL,
    file_name     text NOT NULL,
    text          text NOT NULL,
    reading       jsonb NOT NULL,     -- as `tracker read --json` prints it
    draft_before  jsonb NOT NULL,     -- rows of a draft plan made from the file that the notice has until then
    draft         jsonb NOT NULL,     -- and from this one
    head          jsonb NOT NULL,     -- title, number, issuer and dates of this one
    brought_by    bigint,
    brought_on    date NOT NULL,
    brought_at    timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_corrected_file_is_brought_once UNIQUE (region_id, file_sha256),
    FOREIGN KEY (region_id, notice_id) REFERENCES notices,
    FOREIGN KEY (region_id, file_sha256) REFERENCES files,
    FOREIGN KEY (region_id, brought_by) REFERENCES people
);
CREATE INDEX corrections_of_a_notice ON notice_corrections (region_id, notice_id);

-- From then on the notice has the corrected file and text; what it had before stays here.
CREATE TABLE applied_corrections (
    region_id        int NOT NULL,
    correction_id    bigint NOT NULL,
    replaced_sha256  bytea NOT NULL,
    replaced_name    text NOT NULL,
    replaced_text    text NOT NULL,
    replaced_reading jsonb NOT NULL,
    applied_by       bigint NOT NULL,
    applied_on       date NOT NULL,
    applied_at       timestamptz NOT NULL,
    CONSTRAINT a_correction_is_applied_once PRIMARY KEY (region_id, correction_id),
    FOREIGN KEY (region_id, correction_id) REFERENCES notice_corrections,
    FOREIGN KEY (region_id, replaced_sha256) REFERENCES files,
    FOREIGN KEY (region_id, applied_by) REFERENCES people
);

GRANT SELECT, INSERT, UPDATE, DELETE ON notice_corrections, applied_corrections TO tracker_app;
