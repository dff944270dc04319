-- A label is removed from a type that composite types hold, one inside the other, single and as arrays; the values stay.
-- keeps: SELECT whole::text, parts::text, part::text, held::text FROM public.t ORDER BY id

CREATE TYPE grade AS ENUM ('low', 'high', 'none');
CREATE TYPE part AS (grade grade, size numeric);
CREATE TYPE whole AS (part part, grades grade[], parts part[]);
CREATE DOMAIN held AS part CHECK ((VALUE).size > 0);
CREATE TABLE t (id integer, whole whole, parts part[], part part, held held);
INSERT INTO t VALUES (1, '("(low,1.5)","{low,high}","{""(high,2)""}")', '{"(low,1)","(,)"}', '(high,3)', '(low,4)'), (2, NULL, '{}', '(,)', NULL);
