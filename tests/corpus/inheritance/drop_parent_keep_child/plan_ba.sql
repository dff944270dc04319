CREATE TABLE public.p (
    id integer DEFAULT 4 NOT NULL,
    x text COLLATE pg_catalog."C"
);
ALTER TABLE public.c INHERIT public.p;
CREATE VIEW public.v (id) AS
 SELECT id
   FROM public.p;
