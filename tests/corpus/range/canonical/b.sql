-- A canonical function needs the range's shell first; the range needs the function.

CREATE TYPE days;
CREATE FUNCTION days_canonical(days) RETURNS days LANGUAGE internal IMMUTABLE STRICT AS 'daterange_canonical';
CREATE TYPE days AS RANGE (SUBTYPE = date, CANONICAL = days_canonical, SUBTYPE_DIFF = daterange_subdiff);
CREATE TABLE t (d days);
