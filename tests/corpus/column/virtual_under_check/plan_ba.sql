SET search_path = '';
DROP VIEW public.above;
ALTER TABLE public.checked DROP COLUMN v;
ALTER TABLE public.published DROP COLUMN v;
ALTER TABLE public.free ALTER COLUMN v SET EXPRESSION AS ((a * 2));
ALTER TABLE public.checked ADD COLUMN v integer GENERATED ALWAYS AS ((a * 2)) VIRTUAL;
ALTER TABLE public.published ADD COLUMN v integer GENERATED ALWAYS AS ((a * 2)) VIRTUAL;
CREATE VIEW public.above (v) AS
 SELECT v
   FROM public.checked;
RESET search_path;
