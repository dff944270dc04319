CREATE TABLE t (id integer, d jsonb);
CREATE INDEX i1 ON t (id) WITH (fillfactor = 60);
CREATE INDEX i2 ON t USING gin (d) WITH (fastupdate = off);
CREATE INDEX i3 ON t (id);
