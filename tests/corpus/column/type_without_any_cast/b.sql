CREATE TABLE t (id integer, a integer DEFAULT 0, b uuid, c date, d integer DEFAULT 3 NOT NULL, e integer[]);
