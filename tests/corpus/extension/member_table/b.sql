-- rows: public.kept
-- requires: extension hstore
-- requires: extension pg_trgm
-- A table, a function and a type are counted to an extension: they are handed over, not dropped and made.

CREATE EXTENSION hstore;
CREATE EXTENSION pg_trgm;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE FUNCTION doubled(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE TABLE kept (
    id serial PRIMARY KEY,
    note text NOT NULL DEFAULT 'x' CHECK (note <> ''),
    mood mood,
    twice int GENERATED ALWAYS AS (doubled(length('ab'))) STORED
);
CREATE INDEX kept_note ON kept (note);
CREATE VIEW seen AS SELECT id, note FROM kept;
CREATE TABLE child (kept_id int REFERENCES kept (id));
ALTER TABLE kept ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON kept USING (id > 0);
COMMENT ON TABLE kept IS 'kept';
COMMENT ON COLUMN kept.note IS 'a note';
INSERT INTO kept (note, mood) VALUES ('a', 'sad'), ('b', 'ok');
ALTER EXTENSION hstore ADD TABLE kept;
ALTER EXTENSION hstore ADD FUNCTION doubled(int);
ALTER EXTENSION pg_trgm ADD TYPE mood;
ALTER EXTENSION pg_trgm DROP FUNCTION show_trgm(text);
