-- rows: public.t
CREATE TABLE t (id integer PRIMARY KEY, a integer DEFAULT 5, b character varying(10), c numeric(8,2), d timestamp, e integer[], f text DEFAULT '1');
CREATE INDEX t_a ON t (a);
INSERT INTO t VALUES (1, 2, 'abc', 1.50, '2020-01-01', '{1}', '7');
