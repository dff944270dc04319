ALTER TABLE public.p DETACH PARTITION public.p1;
DROP INDEX public.p1_a_idx;
DROP TABLE public.p;
CREATE TABLE public.p (
    a integer
);
