ALTER TABLE public.b DROP CONSTRAINT ok;
ALTER TABLE ONLY public.a ALTER COLUMN n DROP DEFAULT;
DROP FUNCTION public.all_over();
DROP VIEW public.over_b;
DROP FUNCTION public.b_ok(public.b);
DROP TABLE public.b;
DROP FUNCTION public.first_a();
DROP TABLE public.a;
