SET search_path = '';
ALTER TABLE ONLY public.u ALTER COLUMN n DROP DEFAULT;
DROP FUNCTION public.g();
DROP VIEW public.w;
DROP FUNCTION public.f();
DROP VIEW public.v;
ALTER TABLE public.t DROP COLUMN c;
ALTER TABLE public.t ALTER COLUMN b TYPE text USING b::text;
CREATE VIEW public.v (a, b) AS
 SELECT a,
    b
   FROM public.t;
CREATE OR REPLACE FUNCTION public.f()
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT v.b
    FROM public.v;
END;
CREATE VIEW public.w (x) AS
 SELECT f AS x
   FROM public.f() f(f);
CREATE OR REPLACE FUNCTION public.g()
 RETURNS bigint
 LANGUAGE sql
RETURN (SELECT count(*) AS count FROM public.w);
ALTER TABLE ONLY public.u ALTER COLUMN n SET DEFAULT public.g();
RESET search_path;
