-- 0044_lamps_judged_anew.sql: a night that judges a million lamps anew writes what has changed and nothing else.

-- The days on which a lamp or a reminder is looked at again stand in no index: an index over them would have every sweep write
-- all the other indexes too, where most nights change nothing but these days. The sweep reads the lamps that have not ended.
DROP INDEX lamps_to_recheck;
DROP INDEX lamps_to_remind;
CREATE INDEX lamps_not_ended ON lamps (region_id) WHERE NOT done;

COMMENT ON COLUMN lamps.rule_version IS 'of the rules by which it came to say what it says; judged by later ones, it says the same';

-- Room on each page for the new version of a row that a sweep touches.
ALTER TABLE lamps SET (fillfactor = 80);

-- A region whose calendar or rules have changed: the next sweep judges every lamp anew, the next on a working day every reminder too.
CREATE TABLE region_rechecks (
    region_id  int PRIMARY KEY REFERENCES regions,
    lamps      boolean NOT NULL DEFAULT true,    -- false: they have been, the reminders still wait
    facts      boolean NOT NULL DEFAULT false    -- also lamps that have ended, and the states of items
);
-- Where an earlier migration asked for it and no sweep has come since.
INSERT INTO region_rechecks (region_id, facts) SELECT DISTINCT region_id, true FROM lamps WHERE recheck_on < '2000-01-02' OR (done AND recheck_on IS NOT NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON region_rechecks TO tracker_app;
