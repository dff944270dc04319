SET search_path = '';
SET check_function_bodies = off;
CREATE SCHEMA s;
CREATE TYPE s.e AS ENUM ('x', 'y');
CREATE SEQUENCE s.t_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;
CREATE OR REPLACE FUNCTION s.f()
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
AS $function$SELECT 1$function$;
CREATE TABLE s.t (
    id integer DEFAULT nextval('s.t_id_seq'::regclass) NOT NULL,
    CONSTRAINT t_pkey PRIMARY KEY (id)
);
CREATE TABLE s.u (
    t_id integer
);
ALTER TABLE s.u ADD CONSTRAINT u_t_id_fkey FOREIGN KEY (t_id) REFERENCES s.t(id);
CREATE VIEW s.v (id) AS
 SELECT id
   FROM s.t;
ALTER SCHEMA s OWNER TO corpus_alice;
ALTER TYPE s.e OWNER TO corpus_alice;
ALTER FUNCTION s.f() OWNER TO corpus_bob;
ALTER SEQUENCE s.t_id_seq OWNER TO corpus_alice;
ALTER TABLE s.t OWNER TO corpus_alice;
ALTER SEQUENCE s.t_id_seq OWNED BY s.t.id;
ALTER TABLE s.u OWNER TO corpus_bob;
ALTER VIEW s.v OWNER TO corpus_app;
RESET search_path;
RESET check_function_bodies;
