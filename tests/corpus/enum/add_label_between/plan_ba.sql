DROP TYPE public.level;
CREATE TYPE public.level AS ENUM ('b', 'd', 'f');
