SET search_path = '';
ALTER TABLE ONLY public.u ALTER COLUMN n DROP DEFAULT;
DROP FUNCTION public.g();
DROP VIEW public.w;
DROP FUNCTION public.f();
DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN b TYPE character varying(20);
ALTER TABLE public.t ADD COLUMN c integer;
CREATE VIEW public.v (c, a, b) AS
 SELECT c,
    a,
    b
   FROM public.t;
CREATE OR REPLACE FUNCTION public.f()
 RETURNS SETOF character varying
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
