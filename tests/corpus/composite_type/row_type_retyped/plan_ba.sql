SET search_path = '';
DROP MATERIALIZED VIEW public.ones;
DROP VIEW public.codes;
ALTER TABLE public.log DROP CONSTRAINT log_one_check;
DROP INDEX public.log_code;
DROP INDEX public.log_one;
ALTER TABLE ONLY public.log ALTER COLUMN one DROP DEFAULT;
ALTER DOMAIN public.held_spot DROP CONSTRAINT held_spot_check;
ALTER TYPE public.state RENAME TO state__schemasync_old;
CREATE TYPE public.state AS ENUM ('old', 'new', 'none');
ALTER TABLE public.log_log ALTER COLUMN entry TYPE text USING entry::text;
ALTER TABLE public.holding ALTER COLUMN held TYPE text USING held::text;
ALTER TABLE public.log ALTER COLUMN child TYPE text USING child::text;
ALTER TABLE public.log ALTER COLUMN deep TYPE text USING deep::text;
ALTER TABLE public.log ALTER COLUMN many TYPE text USING many::text;
ALTER TABLE public.log ALTER COLUMN one TYPE text USING one::text;
ALTER TABLE public.spot ALTER COLUMN code TYPE integer USING code::integer;
ALTER TABLE public.spot ALTER COLUMN state TYPE public.state USING state::text::public.state;
ALTER TABLE public.log ALTER COLUMN one TYPE public.spot USING one::public.spot;
ALTER TABLE public.log ALTER COLUMN many TYPE public.spot[] USING many::public.spot[];
ALTER TABLE public.log ALTER COLUMN deep TYPE public.deep USING deep::public.deep;
ALTER TABLE public.log ALTER COLUMN child TYPE public.spot_child USING child::public.spot_child;
ALTER TABLE public.holding ALTER COLUMN held TYPE public.held_spot USING held::public.held_spot;
ALTER TABLE public.log_log ALTER COLUMN entry TYPE public.log USING entry::public.log;
DROP TYPE public.state__schemasync_old;
ALTER DOMAIN public.held_spot ADD CONSTRAINT held_spot_check CHECK (((VALUE).code > 0));
ALTER TABLE ONLY public.log ALTER COLUMN one SET DEFAULT ROW(1, 'new'::public.state)::public.spot;
RESET search_path;
CREATE INDEX log_code ON public.log USING btree (public.code_of(one));
SET search_path = '';
CREATE INDEX log_one ON public.log USING btree (one);
ALTER TABLE public.log ADD CONSTRAINT log_one_check CHECK (((one).code > 0)) NOT VALID;
RESET search_path;
ALTER TABLE public.log VALIDATE CONSTRAINT log_one_check;
SET search_path = '';
CREATE VIEW public.codes (id, code) AS
 SELECT id,
    (one).code AS code
   FROM public.log;
CREATE MATERIALIZED VIEW public.ones (one) AS
 SELECT one
   FROM public.log;
RESET search_path;
