SET check_function_bodies = off;
CREATE TABLE public.a (
    id integer,
    n bigint
);
CREATE OR REPLACE FUNCTION public.first_a()
 RETURNS public.a
 LANGUAGE sql
 STABLE
AS $function$SELECT * FROM public.a LIMIT 1$function$;
CREATE TABLE public.b (
    id integer,
    pick integer DEFAULT (public.first_a()).id
);
CREATE OR REPLACE FUNCTION public.b_ok(r public.b)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT r.id > 0$function$;
ALTER TABLE ONLY public.a ALTER COLUMN n SET DEFAULT pg_catalog.length((public.first_a())::text);
ALTER TABLE public.b ADD CONSTRAINT ok CHECK (public.b_ok(b.*));
CREATE VIEW public.over_b (id, ok) AS
 SELECT id,
    public.b_ok(b.*) AS ok
   FROM public.b;
CREATE OR REPLACE FUNCTION public.all_over()
 RETURNS SETOF public.over_b
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT over_b.id,
     over_b.ok
    FROM public.over_b;
END;
RESET check_function_bodies;
