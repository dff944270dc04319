SET search_path = '';
SET check_function_bodies = off;
DROP VIEW "New".v;
ALTER TABLE public.ref DROP CONSTRAINT ref_t_id_fkey;
DROP TABLE "New".t;
DROP FUNCTION "New".trg();
CREATE SCHEMA "Old";
CREATE TYPE "Old".e AS ENUM ('a');
ALTER TABLE public.ref ALTER COLUMN e TYPE "Old".e USING e::text::"Old".e;
DROP TYPE "New".e;
DROP SCHEMA "New";
CREATE SEQUENCE "Old".t_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;
CREATE OR REPLACE FUNCTION "Old".trg()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN RETURN NEW; END$function$;
CREATE TABLE "Old".t (
    id integer DEFAULT nextval('"Old".t_id_seq'::regclass) NOT NULL,
    e "Old".e DEFAULT 'a'::"Old".e,
    CONSTRAINT t_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE "Old".t_id_seq OWNED BY "Old".t.id;
ALTER TABLE public.ref ADD CONSTRAINT ref_t_id_fkey FOREIGN KEY (t_id) REFERENCES "Old".t(id) NOT VALID;
ALTER TABLE public.ref VALIDATE CONSTRAINT ref_t_id_fkey;
CREATE VIEW "Old".v (id, e) AS
 SELECT id,
    e
   FROM "Old".t;
CREATE TRIGGER tr BEFORE INSERT ON "Old".t FOR EACH ROW EXECUTE FUNCTION "Old".trg();
GRANT USAGE ON SCHEMA "Old" TO corpus_app;
RESET search_path;
RESET check_function_bodies;
