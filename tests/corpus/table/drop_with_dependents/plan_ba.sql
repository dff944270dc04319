SET search_path = '';
SET check_function_bodies = off;
ALTER TABLE public.stays ADD COLUMN g integer;
CREATE TABLE public.gone (
    id integer NOT NULL,
    x text,
    CONSTRAINT gone_pkey PRIMARY KEY (id)
);
CREATE OR REPLACE FUNCTION public.f(g public.gone)
 RETURNS text
 LANGUAGE sql
AS $function$SELECT g.x$function$;
ALTER TABLE public.stays ADD CONSTRAINT stays_g_fkey FOREIGN KEY (g) REFERENCES public.gone(id) ON DELETE CASCADE NOT VALID;
ALTER TABLE public.stays VALIDATE CONSTRAINT stays_g_fkey;
CREATE VIEW public.v1 (id, x) AS
 SELECT id,
    x
   FROM public.gone;
CREATE OR REPLACE VIEW public.v2 (x, h) AS
 SELECT v1.x,
    stays.h
   FROM (public.v1
     JOIN public.stays USING (id));
RESET search_path;
RESET check_function_bodies;
