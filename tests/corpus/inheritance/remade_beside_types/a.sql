-- A table is made anew while types and collations of its columns change: each value is kept under its field's name.
-- keeps: SELECT (y).b, w[1], v FROM ONLY public.t

CREATE TYPE pair AS (a text, b text);
CREATE TYPE sort AS ENUM ('one', 'two');
CREATE COLLATION odd (provider = libc, locale = 'C');
CREATE TABLE top (z integer);
CREATE TABLE t (z integer, y pair, w sort[], v text COLLATE odd) INHERITS (top);
INSERT INTO t (y, w, v) VALUES (ROW('AA', 'BB'), '{one}', 'text');
