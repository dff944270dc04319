DROP TYPE public.c;
DROP TYPE public.d;
CREATE TYPE public.c AS (a bigint, b text, added date, more text[]);
CREATE TYPE public.d AS (a text COLLATE pg_catalog."C", b character varying(20));
