SET search_path = '';
CREATE DOMAIN public.d AS integer CONSTRAINT d_check CHECK ((VALUE > 0));
ALTER TABLE public.t ALTER COLUMN id TYPE public.d USING id::text::public.d;
ALTER TABLE public.t ALTER COLUMN xs TYPE public.d[] USING xs::text::public.d[];
RESET search_path;
