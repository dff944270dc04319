CREATE OR REPLACE VIEW public.other (id) AS
 SELECT 1 AS id;
DROP VIEW public.v;
