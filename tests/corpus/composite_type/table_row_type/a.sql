-- A table's row type is used by a column, a function and an array.

CREATE TABLE base (id integer, label text);
CREATE TABLE holder (id integer, one base, many base[]);
CREATE FUNCTION label_of(b base) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT (b).label';
