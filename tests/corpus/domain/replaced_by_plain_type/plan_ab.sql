ALTER TABLE public.t ALTER COLUMN id TYPE integer USING id::text::integer;
ALTER TABLE public.t ALTER COLUMN xs TYPE integer[] USING xs::text::integer[];
DROP DOMAIN public.d;
