-- Objects are born with an owner that is not the one who runs the plan.

CREATE SCHEMA s AUTHORIZATION corpus_alice;
CREATE TABLE s.t (id serial PRIMARY KEY);
ALTER TABLE s.t OWNER TO corpus_alice;
CREATE TABLE s.u (t_id integer REFERENCES s.t);
ALTER TABLE s.u OWNER TO corpus_bob;
CREATE VIEW s.v AS SELECT id FROM s.t;
ALTER VIEW s.v OWNER TO corpus_app;
CREATE FUNCTION s.f() RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
ALTER FUNCTION s.f() OWNER TO corpus_bob;
CREATE TYPE s.e AS ENUM ('x', 'y');
ALTER TYPE s.e OWNER TO corpus_alice;
