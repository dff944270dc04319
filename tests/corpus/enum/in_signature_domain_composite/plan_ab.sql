SET search_path = '';
SET check_function_bodies = off;
DROP FUNCTION public.fe(public.e, public.e[]);
CREATE TYPE public.re__schemasync_old AS RANGE (subtype = public.e, multirange_type_name = public.re_multirange__schemasync_old);
ALTER TABLE public.t ALTER COLUMN r TYPE public.re__schemasync_old USING r::text::public.re__schemasync_old;
DROP TYPE public.re;
ALTER TYPE public.ce RENAME TO ce__schemasync_old;
ALTER DOMAIN public.de RENAME TO de__schemasync_old;
ALTER TYPE public.e RENAME TO e__schemasync_old;
CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE DOMAIN public.de AS public.e DEFAULT 'a'::public.e CONSTRAINT de_check CHECK ((VALUE <> 'b'::public.e));
ALTER TABLE public.t ALTER COLUMN d TYPE public.de USING d::text::public.de;
DROP DOMAIN public.de__schemasync_old;
CREATE TYPE public.ce AS (one public.e, many public.e[]);
ALTER TABLE public.t ALTER COLUMN c TYPE public.ce USING c::text::public.ce;
DROP TYPE public.ce__schemasync_old;
CREATE TYPE public.re AS RANGE (subtype = public.e, multirange_type_name = public.re_multirange);
ALTER TABLE public.t ALTER COLUMN r TYPE public.re USING r::text::public.re;
DROP TYPE public.re__schemasync_old;
DROP TYPE public.e__schemasync_old;
CREATE OR REPLACE FUNCTION public.fe(x public.e, y public.e[] DEFAULT '{a}'::public.e[])
 RETURNS SETOF public.e
 LANGUAGE sql
AS $function$SELECT x$function$;
RESET search_path;
RESET check_function_bodies;
