ALTER TYPE public.addr RENAME TO addr__schemasync_old;
CREATE TYPE public.addr AS (street text, zip text);
ALTER TABLE public.home ALTER COLUMN a TYPE public.addr USING a::text::public.addr;
DROP TYPE public.addr__schemasync_old;
