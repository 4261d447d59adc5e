-- 0025_digests_and_orders.sql: one digest a person and day, whatever the roles, for leaders and unit heads too; 督办通知单 sent by a person.

-- A digest that has not gone yet is promised anew by the next sweep, under the new name.
UPDATE mail_promises SET resolved_at = promised_at WHERE kind IN ('LiaisonDigest', 'CoordinatorDigest') AND resolved_at IS NULL;

-- What an item showed before it changed: a leader is told of what has improved.
ALTER TABLE item_lamps ADD was text;

-- How many items showed each lamp on each day.
CREATE TABLE lamp_days (
    region_id  int NOT NULL REFERENCES regions,
    on_date    date NOT NULL,
    lamp       text NOT NULL,
    done       boolean NOT NULL,
    n          int NOT NULL,
    PRIMARY KEY (region_id, on_date, lamp, done)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON lamp_days TO tracker_app;

-- 督办通知单 is sent by a person, and may be sent again with what has come since.
CREATE TABLE order_sendings (
    region_id  int NOT NULL,
    id         bigint GENERATED ALWAYS AS IDENTITY,
    order_id   bigint NOT NULL,
    remark     text NOT NULL DEFAULT '',    -- what the person who sent it added
    sent_by    bigint NOT NULL,
    sent_on    date NOT NULL,
    sent_at    timestamptz NOT NULL,
    PRIMARY KEY (region_id, id),
    FOREIGN KEY (region_id, order_id) REFERENCES orders,
    FOREIGN KEY (region_id, sent_by) REFERENCES people
);
CREATE INDEX sendings_of_an_order ON order_sendings (region_id, order_id, id);

ALTER TABLE order_lines
    ADD sending_id bigint,          -- none: not sent yet
    ADD FOREIGN KEY (region_id, sending_id) REFERENCES order_sendings;
ALTER TABLE orders ADD dropped_for text;    -- 作废: why; none where all was answered

GRANT SELECT, INSERT, UPDATE, DELETE ON order_sendings TO tracker_app;

ALTER TABLE mail_promises DROP CONSTRAINT mail_kind_is_known;
ALTER TABLE mail_promises ADD CONSTRAINT mail_kind_is_known CHECK (kind IN
    ('Dispatch', 'Returned', 'Nudge', 'Transfer', 'Answered', 'ForApproval', 'Adjusted', 'ItemDecided', 'Instruction', 'Order', 'Digest',
    'LiaisonDigest', 'CoordinatorDigest'));    -- the last two: of before
