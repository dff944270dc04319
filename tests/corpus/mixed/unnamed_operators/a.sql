-- requires: extension citext
-- rows: public.t
-- PostgreSQL prints no operator for IS DISTINCT FROM, NULLIF, CASE and JOIN … USING: the plan must find it all the same.

CREATE SCHEMA "ext, s";
CREATE EXTENSION citext SCHEMA "ext, s";
CREATE TABLE t (id int PRIMARY KEY, email "ext, s".citext, other "ext, s".citext);
INSERT INTO t VALUES (1, 'a@b', 'c');
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
