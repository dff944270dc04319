DROP TYPE public.n CASCADE;
CREATE TYPE public.n;
