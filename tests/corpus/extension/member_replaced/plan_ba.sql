DROP VIEW public.v;
ALTER EXTENSION hstore ADD SCHEMA app;
ALTER TYPE public.mood ADD VALUE 'old' AFTER 'ok';
COMMIT;
ALTER EXTENSION hstore ADD FUNCTION public.f(public.mood);
ALTER TABLE public.t ALTER COLUMN id TYPE integer USING id::integer;
CREATE VIEW public.v (id) AS
 SELECT t.id
   FROM public.t;
ALTER EXTENSION hstore ADD VIEW public.v;
