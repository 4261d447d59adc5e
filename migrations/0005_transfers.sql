-- 0005_transfers.sql: 移交: a unit's part passes to another unit, because the unit is no more or because the office says so.
-- The old assignment ends and keeps its history; the new one counts that history as its own.

ALTER TABLE assignments
    ADD assigned_on date,          -- none: with the dispatch
    ADD reports_from date,         -- none: every checkpoint of the plan; else those from that day on
    ADD transferred_on date,       -- set once: from that day on it is another unit's
    ADD took_over bigint[] NOT NULL DEFAULT '{}';   -- assignments whose history counts as this one's

-- One that was transferred leaves its place to the successor, and may come back another day.
ALTER TABLE assignments DROP CONSTRAINT one_assignment_a_unit_and_item;
ALTER TABLE assignments ADD CONSTRAINT one_assignment_a_unit_and_item UNIQUE NULLS NOT DISTINCT (region_id, work_item_id, unit_id, transferred_on);
DROP INDEX one_first_lead;
CREATE UNIQUE INDEX one_first_lead ON assignments (region_id, work_item_id) WHERE role = 'Lead' AND position = 1 AND transferred_on IS NULL;

-- One act of the office: these parts, from this unit to that one, on this basis.
CREATE TABLE transfers (
    region_id       int NOT NULL REFERENCES regions,
    id              bigint GENERATED ALWAYS AS IDENTITY,
    from_unit_id    bigint NOT NULL,
    to_unit_id      bigint NOT NULL,
    basis           text NOT NULL CONSTRAINT a_transfer_has_a_basis CHECK (basis <> ''),   -- 文号, or who signed it and when
    transferred_by  bigint NOT NULL,
    transferred_on  date NOT NULL,
    transferred_at  timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    CONSTRAINT a_transfer_goes_to_another_unit CHECK (from_unit_id <> to_unit_id),
    FOREIGN KEY (region_id, from_unit_id) REFERENCES units,
    FOREIGN KEY (region_id, to_unit_id) REFERENCES units,
    FOREIGN KEY (region_id, transferred_by) REFERENCES people
);

CREATE TABLE assignment_transfers (
    region_id           int NOT NULL,
    from_assignment_id  bigint NOT NULL,
    transfer_id         bigint NOT NULL,
    to_assignment_id    bigint NOT NULL,
    -- What the receiving unit's own part in the item was until then; none where it had no part.
    role_before         text,
    position_before     int,
    CONSTRAINT an_assignment_is_transferred_once PRIMARY KEY (region_id, from_assignment_id),
    FOREIGN KEY (region_id, from_assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, to_assignment_id) REFERENCES assignments,
    FOREIGN KEY (region_id, transfer_id) REFERENCES transfers
);
CREATE INDEX what_an_assignment_received ON assignment_transfers (region_id, to_assignment_id);

ALTER TABLE mail_promises DROP CONSTRAINT mail_kind_is_known;
ALTER TABLE mail_promises ADD CONSTRAINT mail_kind_is_known
    CHECK (kind IN ('Dispatch', 'Returned', 'Nudge', 'Transfer', 'LiaisonDigest', 'CoordinatorDigest'));

GRANT SELECT, INSERT, UPDATE, DELETE ON transfers, assignment_transfers TO tracker_app;
