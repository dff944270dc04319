ALTER TYPE public.k RENAME TO k__schemasync_old;
CREATE TYPE public.k AS ENUM ('c', 'd', 'e');
ALTER TABLE public.t ALTER COLUMN x TYPE public.k USING x::text::public.k;
ALTER TABLE public.t ALTER COLUMN y TYPE public.k[] USING y::text[]::public.k[];
DROP TYPE public.k__schemasync_old;
