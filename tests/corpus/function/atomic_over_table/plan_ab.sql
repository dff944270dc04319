SET search_path = '';
DROP FUNCTION public.ins(integer);
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;
CREATE OR REPLACE FUNCTION public.ins(x integer)
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 INSERT INTO public.t (a)
   VALUES (ins.x);
 UPDATE public.t SET b = 'it''s'::text
   WHERE (t.a = ins.x);
 DELETE FROM public.t
   WHERE (t.a < 0);
 SELECT max(t.a) AS max
    FROM public.t;
END;
RESET search_path;
