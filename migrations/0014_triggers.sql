-- 0014_triggers.sql: 适时: each quarter the first lead is asked whether the conditions are there; the latest answer counts.

CREATE TABLE trigger_answers (
    region_id      int NOT NULL,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    assignment_id  bigint NOT NULL,
    quarter        date NOT NULL CONSTRAINT a_quarter_begins_on_its_first_day CHECK (extract(day FROM quarter) = 1 AND extract(month FROM quarter) IN (1, 4, 7, 10)),
    met            boolean NOT NULL,
    reason         text NOT NULL DEFAULT '',
    proposed_on    date,            -- 已具备: the last day that the lead proposes
    answered_by    bigint NOT NULL,
    answered_on    date NOT NULL,
    answered_at    timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT not_met_says_why CHECK (met OR reason <> ''),
    CONSTRAINT met_proposes_a_date CHECK (met = (proposed_on IS NOT NULL)),
    FOREIGN KEY (region_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, answered_by) REFERENCES people
);
CREATE INDEX trigger_answers_of_an_assignment ON trigger_answers (region_id, assignment_id, id DESC);

-- The questions of this quarter appear with the next sweep.
UPDATE lamps l SET recheck_on = '2000-01-01' FROM work_items w
WHERE w.region_id = l.region_id AND w.id = l.work_item_id AND w.limit_kind = 'WhenAppropriate' AND NOT l.done;

GRANT SELECT, INSERT, UPDATE, DELETE ON trigger_answers TO tracker_app;
