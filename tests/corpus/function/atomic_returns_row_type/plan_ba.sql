DROP VIEW public.user_of_both;
DROP FUNCTION public.seen();
DROP VIEW public.v;
DROP FUNCTION public.whole();
ALTER TABLE public.t DROP COLUMN b;
CREATE OR REPLACE FUNCTION public.whole()
 RETURNS SETOF public.t
 LANGUAGE sql
BEGIN ATOMIC
 SELECT t.a
    FROM public.t;
END;
CREATE VIEW public.v (a) AS
 SELECT a
   FROM public.t;
CREATE OR REPLACE FUNCTION public.seen()
 RETURNS SETOF public.v
 LANGUAGE sql
BEGIN ATOMIC
 SELECT v.a
    FROM public.v;
END;
CREATE VIEW public.user_of_both (a, again) AS
 SELECT whole.a,
    seen.a AS again
   FROM public.whole() whole(a),
    public.seen() seen(a);
