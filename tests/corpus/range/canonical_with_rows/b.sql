-- A range and its canonical function need each other; with a column in between, both are made anew beside the old ones.
-- keeps: SELECT d::text FROM public.t

CREATE TYPE days;
CREATE FUNCTION days_canonical(days) RETURNS days LANGUAGE internal IMMUTABLE STRICT AS 'daterange_canonical';
CREATE TYPE days AS RANGE (SUBTYPE = date, CANONICAL = days_canonical, SUBTYPE_DIFF = daterange_subdiff);
CREATE TABLE t (d days);
INSERT INTO t VALUES ('[2020-01-01,2020-01-31]');
