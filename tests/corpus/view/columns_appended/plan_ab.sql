SET search_path = '';
CREATE OR REPLACE VIEW public.v (a, b, c, d) AS
 SELECT a,
    b,
    c,
    (a + 1) AS d
   FROM public.t;
RESET search_path;
