ALTER TABLE ONLY public.t ALTER COLUMN c DROP DEFAULT;
CREATE TYPE public.color AS ENUM ('red', 'green');
ALTER TABLE public.t ALTER COLUMN c TYPE public.color USING c::text::public.color;
DROP TYPE public.colour;
ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT 'red'::public.color;
