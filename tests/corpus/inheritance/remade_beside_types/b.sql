-- A table is made anew while types and collations of its columns change: each value is kept under its field's name.
-- keeps: SELECT (y).b, w[1], v FROM ONLY public.t

CREATE TYPE pair AS (b text, c text);
CREATE TYPE sort AS ENUM ('two', 'one', 'new');
CREATE COLLATION odd (provider = libc, locale = 'POSIX');
CREATE TABLE top (z integer);
CREATE TABLE t (y pair, w sort[], v text COLLATE odd) INHERITS (top);
INSERT INTO t (y, w, v) VALUES (ROW('BB', 'CC'), '{one}', 'text');
