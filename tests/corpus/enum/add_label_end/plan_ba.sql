ALTER TYPE public.mood RENAME TO mood__schemasync_old;
CREATE TYPE public.mood AS ENUM ('sad', 'ok');
ALTER TABLE public.person ALTER COLUMN m TYPE public.mood USING m::text::public.mood;
DROP TYPE public.mood__schemasync_old;
