CREATE OR REPLACE VIEW public.v2 AS
SELECT NULL::integer AS a;
CREATE OR REPLACE VIEW public.v1 (a) AS
 SELECT a
   FROM public.v2;
CREATE OR REPLACE VIEW public.v2 (a) AS
 SELECT a
   FROM public.v1;
