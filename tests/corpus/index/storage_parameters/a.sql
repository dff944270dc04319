CREATE TABLE t (id integer, d jsonb);
CREATE INDEX i1 ON t (id) WITH (fillfactor = 50);
CREATE INDEX i2 ON t USING gin (d);
CREATE INDEX i3 ON t (id) WITH (deduplicate_items = off);
