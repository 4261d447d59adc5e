-- 0047_calendar_moves.sql: what a revision of the calendar moved for a unit, to be told once in the next digest of its liaisons.
CREATE TABLE calendar_moves (
    region_id   int NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    unit_id     bigint NOT NULL,
    revised_at  timestamptz NOT NULL,
    revised_on  date NOT NULL,
    why         text NOT NULL,      -- which notice
    sentence    text NOT NULL CONSTRAINT a_move_says_what_moved CHECK (sentence <> ''),
    last_on     date NOT NULL,      -- the latest of the new days: past it there is nothing left to tell
    PRIMARY KEY (region_id, id),
    FOREIGN KEY (region_id, unit_id) REFERENCES units
);
CREATE INDEX calendar_moves_of_a_unit ON calendar_moves (region_id, unit_id, revised_at);
GRANT SELECT, INSERT ON calendar_moves TO tracker_app;
