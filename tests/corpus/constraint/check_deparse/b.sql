-- Texts that PostgreSQL prints otherwise than they were written.

CREATE TABLE t (id integer, s character varying(10), d date,
  CONSTRAINT c1 CHECK (s IN ('a', 'b')),
  CONSTRAINT c2 CHECK (d BETWEEN '2000-01-01' AND '2100-01-01' AND NOT (id = ANY ('{1,2}'))),
  CONSTRAINT c3 CHECK (CASE WHEN s LIKE 'x%' THEN id > 1 ELSE id IS DISTINCT FROM 4 END),
  CONSTRAINT c4 CHECK ((s ~ '^[a-z''"\\]+$') IS NOT FALSE),
  CONSTRAINT c5 CHECK (extract(year from d) > 1999 AND s COLLATE "C" < 'z'));
