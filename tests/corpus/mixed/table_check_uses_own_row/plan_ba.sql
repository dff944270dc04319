DROP POLICY p ON public.t;
ALTER TABLE public.t DROP CONSTRAINT t_small;
DROP INDEX public.t_sum;
ALTER TABLE ONLY public.t ALTER COLUMN a DROP DEFAULT;
DROP FUNCTION public.row_sum(public.t);
