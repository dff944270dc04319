-- A table of a type becomes one with other columns, and the type goes; and the other way. A second one changes its type. The rows stay.
-- keeps: SELECT id FROM public.entry ORDER BY id
-- keeps: SELECT id::text, name FROM public.other ORDER BY id

CREATE TABLE entry (id integer PRIMARY KEY, size integer, CHECK (size > 0));
CREATE TYPE one_row AS (id integer, name text);
CREATE TYPE two_row AS (id bigint, name text, at date);
CREATE TABLE other OF two_row (at WITH OPTIONS DEFAULT '2020-01-01');
CREATE INDEX other_id ON other (id);
INSERT INTO entry VALUES (1, 5), (2, NULL);
INSERT INTO other VALUES (1, 'a', NULL);
