-- rows: public.t
CREATE DOMAIN d1 AS integer NOT NULL;
CREATE DOMAIN d2 AS text DEFAULT 'it''s';
CREATE DOMAIN d3 AS text DEFAULT lower('ABC'::text);
CREATE TABLE t (a d1, b d2, c d3);
INSERT INTO t VALUES (1, 'x', 'y');
