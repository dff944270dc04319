SET search_path = '';
DROP VIEW new_home.loud;
DROP TABLE new_home.note;
DROP FUNCTION new_home.shout(text);
DROP SEQUENCE new_home.ticket;
DROP TYPE new_home.mood;
CREATE TYPE old_home.mood AS ENUM ('ok', 'bad');
CREATE SEQUENCE old_home.ticket AS bigint START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;
CREATE OR REPLACE FUNCTION old_home.shout(t text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN upper(t);
CREATE TABLE old_home.note (
    id integer NOT NULL,
    m old_home.mood DEFAULT 'ok'::old_home.mood,
    body text,
    CONSTRAINT note_pkey PRIMARY KEY (id)
);
CREATE INDEX note_body_idx ON old_home.note USING btree (body);
CREATE VIEW old_home.loud (id, body) AS
 SELECT id,
    old_home.shout(body) AS body
   FROM old_home.note;
RESET search_path;
