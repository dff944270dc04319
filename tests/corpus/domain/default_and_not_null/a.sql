-- rows: public.t
CREATE DOMAIN d1 AS integer DEFAULT 1;
CREATE DOMAIN d2 AS text DEFAULT 'x' NOT NULL;
CREATE DOMAIN d3 AS text;
CREATE TABLE t (a d1, b d2, c d3);
INSERT INTO t VALUES (1, 'x', 'y');
