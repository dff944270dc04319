-- Objects of every sort change their schema, which the tool may see as drop and create.

CREATE SCHEMA old_home;
CREATE SCHEMA new_home;
CREATE TYPE new_home.mood AS ENUM ('ok', 'bad');
CREATE SEQUENCE new_home.ticket;
CREATE TABLE new_home.note (id integer PRIMARY KEY, m new_home.mood DEFAULT 'ok', body text);
CREATE INDEX note_body_idx ON new_home.note (body);
CREATE FUNCTION new_home.shout(t text) RETURNS text LANGUAGE sql IMMUTABLE RETURN upper(t);
CREATE VIEW new_home.loud AS SELECT id, new_home.shout(body) AS body FROM new_home.note;
