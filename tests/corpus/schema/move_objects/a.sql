-- Objects of every sort change their schema, which the tool may see as drop and create.

CREATE SCHEMA old_home;
CREATE SCHEMA new_home;
CREATE TYPE old_home.mood AS ENUM ('ok', 'bad');
CREATE SEQUENCE old_home.ticket;
CREATE TABLE old_home.note (id integer PRIMARY KEY, m old_home.mood DEFAULT 'ok', body text);
CREATE INDEX note_body_idx ON old_home.note (body);
CREATE FUNCTION old_home.shout(t text) RETURNS text LANGUAGE sql IMMUTABLE RETURN upper(t);
CREATE VIEW old_home.loud AS SELECT id, old_home.shout(body) AS body FROM old_home.note;
