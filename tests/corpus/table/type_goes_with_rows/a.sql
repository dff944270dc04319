-- A table of a type becomes one with other columns, and the type goes; and the other way. A second one changes its type. The rows stay.
-- keeps: SELECT id FROM public.entry ORDER BY id
-- keeps: SELECT id::text, name FROM public.other ORDER BY id

CREATE TYPE entry_row AS (id integer, name text);
CREATE TABLE entry OF entry_row (PRIMARY KEY (id), name WITH OPTIONS DEFAULT 'x' NOT NULL);
CREATE TYPE one_row AS (id integer, name text);
CREATE TYPE two_row AS (id bigint, name text, at date);
CREATE TABLE other OF one_row;
CREATE INDEX other_id ON other (id);
INSERT INTO entry VALUES (1, 'a'), (2, 'b');
INSERT INTO other VALUES (1, 'a');
