ALTER TABLE ONLY public.t ALTER COLUMN c DROP DEFAULT;
CREATE TYPE public.colour AS ENUM ('green', 'red', 'blue');
ALTER TABLE public.t ALTER COLUMN c TYPE public.colour USING c::text::public.colour;
DROP TYPE public.color;
ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT 'red'::public.colour;
