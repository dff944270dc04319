-- A field's type changes under a table of the type that functions and views use too; other fields come and go. The rows stay.
-- keeps: SELECT id::text, label FROM public.item ORDER BY id

CREATE TYPE item_row AS (id bigint, label text, size numeric);
CREATE TABLE item OF item_row (PRIMARY KEY (id), label WITH OPTIONS NOT NULL DEFAULT 'none');
CREATE FUNCTION heavy(item_row) RETURNS boolean LANGUAGE sql AS 'SELECT $1.id > 1';
CREATE FUNCTION all_items() RETURNS SETOF item_row LANGUAGE sql AS 'SELECT * FROM public.item';
CREATE FUNCTION number_of(item item_row) RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT (item).id::text; END;
CREATE VIEW heavy_item AS SELECT label, number_of(item) FROM item WHERE heavy(item.*);
INSERT INTO item (id, label) VALUES (1, 'a'), (2, 'b');
