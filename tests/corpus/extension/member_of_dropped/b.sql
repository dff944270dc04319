-- requires: extension hstore
-- rows: public.kept
-- keeps: SELECT id FROM kept
-- The extension that holds a table goes, or comes: the table stays, with its rows.

CREATE TABLE kept (id int PRIMARY KEY);
INSERT INTO kept VALUES (1);
CREATE EXTENSION hstore;
ALTER EXTENSION hstore ADD TABLE kept;
