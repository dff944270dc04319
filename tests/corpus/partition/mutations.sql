-- mutation: partition-detach
-- blame: inheritance app/event_2023/app/event
ALTER TABLE app.event DETACH PARTITION app.event_2023;

-- mutation: partition-detach-sub
-- blame: inheritance app/event_2025/app/event
ALTER TABLE app.event DETACH PARTITION app.event_2025;

-- mutation: partition-detach-leaf
-- blame: inheritance app/event_2025_a/app/event_2025
ALTER TABLE app.event_2025 DETACH PARTITION app.event_2025_a;

-- mutation: partition-detach-default
-- blame: inheritance app/event_rest/app/event
ALTER TABLE app.event DETACH PARTITION app.event_rest;

-- mutation: partition-detach-hash
-- blame: inheritance app/bucket_1/app/bucket
ALTER TABLE app.bucket DETACH PARTITION app.bucket_1;

-- mutation: partition-attach
-- blame: inheritance app/event_alone/app/event
ALTER TABLE app.event ATTACH PARTITION app.event_alone FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- mutation: partition-add-list
-- blame: table app/event_2025_c
CREATE TABLE app.event_2025_c PARTITION OF app.event_2025 FOR VALUES IN (7);

-- mutation: partition-add-expression
-- blame: table app/expressed_1
CREATE TABLE app.expressed_1 PARTITION OF app.expressed FOR VALUES FROM (1, MINVALUE) TO (5, MAXVALUE);

-- mutation: partition-default-drop
-- blame: table app/event_rest
DROP TABLE app.event_rest CASCADE;

-- mutation: partition-hash-drop
-- blame: table app/bucket_0
DROP TABLE app.bucket_0;

-- mutation: partition-sub-drop
-- blame: table app/event_2025
DROP TABLE app.event_2025 CASCADE;
