DROP TYPE public.c;
DROP TYPE public.d;
CREATE TYPE public.c AS (a integer, b text, gone text);
CREATE TYPE public.d AS (a text, b text COLLATE pg_catalog."C");
