-- requires: pg >= 18
-- A NOT NULL that a part was made with stays when the one above it is dropped; one from ATTACH or the parent alone goes.
CREATE TABLE whole (a integer CONSTRAINT whole_a NOT NULL, b integer NOT NULL, c integer NOT NULL, d integer) PARTITION BY LIST (a);
CREATE TABLE made PARTITION OF whole (a CONSTRAINT made_a NOT NULL, b NOT NULL, c NOT NULL) FOR VALUES IN (1);
CREATE TABLE attached (a integer NOT NULL, b integer CONSTRAINT attached_b NOT NULL, c integer NOT NULL, d integer);
ALTER TABLE whole ATTACH PARTITION attached FOR VALUES IN (2);
CREATE TABLE follows PARTITION OF whole FOR VALUES IN (3);
ALTER TABLE follows ADD CONSTRAINT follows_d NOT NULL d NOT VALID;
