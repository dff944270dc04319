-- rows: public.t
CREATE TABLE t (id bigint PRIMARY KEY, a bigint DEFAULT 5, b text, c numeric(12,3), d timestamptz, e bigint[], f character varying(5) DEFAULT '1');
CREATE INDEX t_a ON t (a);
INSERT INTO t VALUES (1, 2, 'abc', 1.50, '2020-01-01', '{1}', '7');
