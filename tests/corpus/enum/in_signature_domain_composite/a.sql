-- A label is removed from a type that functions, a domain, a composite type and a range use.

CREATE TYPE e AS ENUM ('a', 'b', 'c');
CREATE DOMAIN de AS e DEFAULT 'a' CHECK (VALUE <> 'b');
CREATE TYPE ce AS (one e, many e[]);
CREATE TYPE re AS RANGE (SUBTYPE = e);
CREATE FUNCTION fe(x e, y e[] DEFAULT '{a}') RETURNS SETOF e LANGUAGE sql AS 'SELECT x';
CREATE TABLE t (d de, c ce, r re);
