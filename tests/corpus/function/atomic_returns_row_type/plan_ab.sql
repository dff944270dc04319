ALTER TABLE public.t ADD COLUMN b text;
CREATE OR REPLACE FUNCTION public.whole()
 RETURNS SETOF public.t
 LANGUAGE sql
BEGIN ATOMIC
 SELECT t.a,
     t.b
    FROM public.t;
END;
CREATE OR REPLACE VIEW public.v (a, b) AS
 SELECT a,
    b
   FROM public.t;
CREATE OR REPLACE FUNCTION public.seen()
 RETURNS SETOF public.v
 LANGUAGE sql
BEGIN ATOMIC
 SELECT v.a,
     v.b
    FROM public.v;
END;
CREATE OR REPLACE VIEW public.user_of_both (a, again) AS
 SELECT whole.a,
    seen.a AS again
   FROM public.whole() whole(a, b),
    public.seen() seen(a, b);
