CREATE OR REPLACE VIEW public.v2 AS
SELECT NULL::integer AS a;
CREATE OR REPLACE VIEW public.v1 (a) AS
 SELECT a
   FROM public.t;
DROP VIEW public.v2;
