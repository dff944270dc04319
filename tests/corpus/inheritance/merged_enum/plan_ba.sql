ALTER TYPE public.e RENAME TO e__schemasync_old;
CREATE TYPE public.e AS ENUM ('a', 'b');
ALTER TABLE public.p ALTER COLUMN a TYPE public.e USING a::text::public.e;
DROP TYPE public.e__schemasync_old;
