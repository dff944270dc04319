SET search_path = '';
SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.row_sum(r public.t)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT r.a + r.b$function$;
RESET search_path;
ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT public.row_sum(NULL::public.t);
CREATE INDEX t_sum ON public.t USING btree (public.row_sum(t.*));
ALTER TABLE public.t ADD CONSTRAINT t_small CHECK ((public.row_sum(t.*) OPERATOR(pg_catalog.<) 1000)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT t_small;
SET search_path = '';
CREATE POLICY p ON public.t FOR ALL TO PUBLIC USING ((public.row_sum(t.*) > 0));
RESET search_path;
RESET check_function_bodies;
