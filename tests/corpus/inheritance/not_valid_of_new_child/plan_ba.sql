DROP TABLE public.below;
DROP TABLE public.added;
DROP TABLE public.merged;
ALTER TABLE public.stays VALIDATE CONSTRAINT top_a;
