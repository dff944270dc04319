-- requires: pg >= 18
-- A NOT NULL that a part was made with stays when the one above it is dropped; one from ATTACH or the parent alone goes.
CREATE TABLE whole (a integer NOT NULL, b integer, c integer, d integer) PARTITION BY LIST (a);
CREATE TABLE made PARTITION OF whole (a NOT NULL, b CONSTRAINT made_b NOT NULL, c NOT NULL) FOR VALUES IN (1);
CREATE TABLE attached (a integer NOT NULL, b integer CONSTRAINT attached_b NOT NULL, c integer, d integer);
ALTER TABLE whole ATTACH PARTITION attached FOR VALUES IN (2);
CREATE TABLE follows PARTITION OF whole FOR VALUES IN (3);
ALTER TABLE whole ADD CONSTRAINT whole_d NOT NULL d NOT VALID;
