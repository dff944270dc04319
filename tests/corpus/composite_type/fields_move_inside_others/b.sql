-- Fields of a composite type change places and types; what other types hold of it follows by name.
-- keeps: SELECT (place).street, ((home).place).street, ((home).place).number::numeric, (home).since, (held).street FROM public.t ORDER BY id

CREATE TYPE place AS (number numeric, street text);
CREATE TYPE home AS (since date, place place);
CREATE DOMAIN held AS place CHECK ((VALUE).street <> '');
CREATE TABLE t (id integer, place place, home home, held held);
INSERT INTO t VALUES (1, '(1,"High Street")', '(2020-01-01,"(2,Low)")', '(3,Mid)'), (2, NULL, '(,)', NULL);
