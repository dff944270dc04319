-- Partitions with defaults, checks, NOT NULL, options, statistics, triggers, policies, privileges of their own.

CREATE TABLE p (id integer, k integer, a text DEFAULT 'top') PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';

CREATE TABLE p2 PARTITION OF p (a DEFAULT 'two', CONSTRAINT c CHECK (id > 0)) FOR VALUES IN (2);
ALTER TABLE p1 ALTER id SET NOT NULL;
ALTER TABLE p1 SET (fillfactor = 50);
