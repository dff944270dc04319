-- requires: extension hstore
-- keeps: SELECT id, mood::text FROM t
-- What an extension holds must be made anew: it is given back before it goes, or handed over when it is there.

CREATE EXTENSION hstore;
CREATE SCHEMA app;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (id bigint, mood mood);
INSERT INTO t VALUES (1, 'ok');
CREATE VIEW v AS SELECT id FROM t;
CREATE FUNCTION f(m mood) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE app.inside (id int);
