ALTER TABLE public.p DETACH PARTITION public.p1;
DROP INDEX public.p1_a_idx;
DROP INDEX public.i;
