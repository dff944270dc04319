ALTER TABLE public.measure DETACH PARTITION public.year;
