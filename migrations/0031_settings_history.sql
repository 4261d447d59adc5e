-- 0031_settings_history.sql: a setting says who set it and why.
ALTER TABLE settings ADD set_by bigint, ADD reason text NOT NULL DEFAULT '',
    ADD FOREIGN KEY (region_id, set_by) REFERENCES people;
