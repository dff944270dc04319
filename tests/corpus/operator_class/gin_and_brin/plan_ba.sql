DROP TABLE public.t;
DROP OPERATOR FAMILY public.int_blocks USING brin;
DROP OPERATOR FAMILY public.int_items USING gin;
