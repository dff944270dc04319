-- A table's row type is used by a column, a function and an array.

CREATE TABLE base (id integer, label text, extra integer);
CREATE TABLE holder (id integer, one base, many base[]);
CREATE FUNCTION label_of(b base) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT (b).label';
CREATE FUNCTION all_base() RETURNS SETOF base LANGUAGE sql STABLE AS 'SELECT * FROM public.base';
