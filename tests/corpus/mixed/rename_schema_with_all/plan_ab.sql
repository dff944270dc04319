SET search_path = '';
SET check_function_bodies = off;
DROP VIEW "Old".v;
ALTER TABLE public.ref DROP CONSTRAINT ref_t_id_fkey;
DROP TABLE "Old".t;
DROP FUNCTION "Old".trg();
CREATE SCHEMA "New";
CREATE TYPE "New".e AS ENUM ('a');
ALTER TABLE public.ref ALTER COLUMN e TYPE "New".e USING e::text::"New".e;
DROP TYPE "Old".e;
DROP SCHEMA "Old";
CREATE SEQUENCE "New".t_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;
CREATE OR REPLACE FUNCTION "New".trg()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN RETURN NEW; END$function$;
CREATE TABLE "New".t (
    id integer DEFAULT nextval('"New".t_id_seq'::regclass) NOT NULL,
    e "New".e DEFAULT 'a'::"New".e,
    CONSTRAINT t_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE "New".t_id_seq OWNED BY "New".t.id;
ALTER TABLE public.ref ADD CONSTRAINT ref_t_id_fkey FOREIGN KEY (t_id) REFERENCES "New".t(id) NOT VALID;
ALTER TABLE public.ref VALIDATE CONSTRAINT ref_t_id_fkey;
CREATE VIEW "New".v (id, e) AS
 SELECT id,
    e
   FROM "New".t;
CREATE TRIGGER tr BEFORE INSERT ON "New".t FOR EACH ROW EXECUTE FUNCTION "New".trg();
GRANT USAGE ON SCHEMA "New" TO corpus_app;
RESET search_path;
RESET check_function_bodies;
