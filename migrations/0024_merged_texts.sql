-- 0024_merged_texts.sql: the office merges what the leads report: one text a category and checkpoint, and one for the plan, with its sources.

CREATE TABLE merged_texts (
    region_id      int NOT NULL,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    checkpoint_id  bigint NOT NULL,
    category_id    bigint,               -- none: of the plan as a whole
    text           text NOT NULL,
    version        int NOT NULL,
    saved_by       bigint NOT NULL,
    saved_on       date NOT NULL,
    saved_at       timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT one_text_a_checkpoint_and_category UNIQUE NULLS NOT DISTINCT (region_id, checkpoint_id, category_id),
    FOREIGN KEY (region_id, checkpoint_id) REFERENCES checkpoints,
    FOREIGN KEY (region_id, category_id) REFERENCES categories,
    FOREIGN KEY (region_id, saved_by) REFERENCES people
);

CREATE TABLE merged_sources (
    region_id  int NOT NULL,
    text_id    bigint NOT NULL,
    report_id  bigint NOT NULL,
    PRIMARY KEY (region_id, text_id, report_id),
    FOREIGN KEY (region_id, text_id) REFERENCES merged_texts,
    FOREIGN KEY (region_id, report_id) REFERENCES progress_reports
);

GRANT SELECT, INSERT, UPDATE, DELETE ON merged_texts, merged_sources TO tracker_app;
