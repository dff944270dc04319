SET search_path = '';
DROP VIEW old_home.loud;
DROP TABLE old_home.note;
DROP FUNCTION old_home.shout(text);
DROP SEQUENCE old_home.ticket;
DROP TYPE old_home.mood;
CREATE TYPE new_home.mood AS ENUM ('ok', 'bad');
CREATE SEQUENCE new_home.ticket AS bigint START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;
CREATE OR REPLACE FUNCTION new_home.shout(t text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN upper(t);
CREATE TABLE new_home.note (
    id integer NOT NULL,
    m new_home.mood DEFAULT 'ok'::new_home.mood,
    body text,
    CONSTRAINT note_pkey PRIMARY KEY (id)
);
CREATE INDEX note_body_idx ON new_home.note USING btree (body);
CREATE VIEW new_home.loud (id, body) AS
 SELECT id,
    new_home.shout(body) AS body
   FROM new_home.note;
RESET search_path;
