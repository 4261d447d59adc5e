-- 0011_reassignment.sql: 申请不涉及 and 申请调整责任单位 leave a unit through its head like 延期; the unit that takes a part over
-- gets a dispatch of its own, because its clock and its 签收 are its own.

ALTER TABLE requests
    ADD to_role text,             -- 调整: the role proposed for that unit
    ADD CONSTRAINT a_proposed_role_is_known CHECK (to_role IN ('Lead', 'Support', 'Responsible')),
    ADD CONSTRAINT only_a_reassignment_proposes_a_role CHECK (to_role IS NULL OR kind = 'Reassignment');

ALTER TABLE approval_drafts DROP CONSTRAINT draft_kind_is_known;
ALTER TABLE approval_drafts ADD CONSTRAINT draft_kind_is_known CHECK (kind IN ('Completion', 'Extension', 'Reassignment', 'Exemption'));

-- 补充交办: a plan goes out once; what is handed out later supplements that dispatch.
ALTER TABLE dispatches
    ADD supplements bigint,       -- none: the plan's first and whole dispatch
    ADD FOREIGN KEY (region_id, supplements) REFERENCES dispatches;
ALTER TABLE dispatches DROP CONSTRAINT a_plan_is_dispatched_once;
CREATE UNIQUE INDEX a_plan_is_dispatched_once ON dispatches (region_id, work_plan_id) WHERE supplements IS NULL;

ALTER TABLE moved_dates DROP CONSTRAINT moving_cause_is_known;
ALTER TABLE moved_dates ADD CONSTRAINT moving_cause_is_known CHECK (cause IN ('Extension', 'Refusal', 'Reassignment'));
