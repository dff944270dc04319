SET check_function_bodies = off;
DO $body$
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', '"ext, s"', true);
    EXECUTE $$CREATE OR REPLACE FUNCTION public.g(a "ext, s".citext)
 RETURNS "ext, s".citext
 LANGUAGE sql
BEGIN ATOMIC
 SELECT NULLIF(a, 'x'::"ext, s".citext) AS "nullif";
END$$;
    PERFORM pg_catalog.set_config('search_path', path, true);
END$body$;
CREATE OR REPLACE FUNCTION public.h(a "ext, s".citext)
 RETURNS "ext, s".citext
 LANGUAGE sql
AS $function$SELECT NULLIF(a, 'x')$function$;
DO $body$
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', '"ext, s"', true);
    EXECUTE $$ALTER TABLE public.t ADD COLUMN g boolean GENERATED ALWAYS AS ((email IS DISTINCT FROM other)) STORED$$;
    PERFORM pg_catalog.set_config('search_path', path, true);
END$body$;
DO $body$
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', '"ext, s"', true);
    EXECUTE $$CREATE TABLE public.n (
    email "ext, s".citext DEFAULT NULLIF('a'::"ext, s".citext, 'b'::"ext, s".citext),
    CONSTRAINT n_email_check CHECK ((email IS DISTINCT FROM 'c'::"ext, s".citext))
)$$;
    PERFORM pg_catalog.set_config('search_path', path, true);
END$body$;
DO $body$
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', '"ext, s"', true);
    EXECUTE $$CREATE INDEX i ON public.t USING btree (id) WHERE (NOT (email IS DISTINCT FROM other))$$;
    PERFORM pg_catalog.set_config('search_path', path, true);
END$body$;
DO $body$
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', '"ext, s"', true);
    EXECUTE $$ALTER TABLE public.t ADD CONSTRAINT c CHECK ((NULLIF(email, other) IS NOT NULL)) NOT VALID$$;
    PERFORM pg_catalog.set_config('search_path', path, true);
END$body$;
ALTER TABLE public.t VALIDATE CONSTRAINT c;
DO $body$
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', '"ext, s"', true);
    EXECUTE $$CREATE VIEW public.r (id) AS
 SELECT t.id
   FROM public.t
  WHERE ((ROW(t.id, t.email) < ROW(1, 'b'::"ext, s".citext)) OR ((t.id, t.email) IN ( SELECT t_1.id,
            t_1.other
           FROM public.t t_1)))$$;
    PERFORM pg_catalog.set_config('search_path', path, true);
END$body$;
DO $body$
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', '"ext, s"', true);
    EXECUTE $$CREATE VIEW public.v (n) AS
 SELECT
        CASE t.email
            WHEN t.other THEN 1
            ELSE 2
        END AS n
   FROM public.t$$;
    PERFORM pg_catalog.set_config('search_path', path, true);
END$body$;
DO $body$
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', '"ext, s"', true);
    EXECUTE $$CREATE VIEW public.w (id) AS
 SELECT a.id
   FROM (public.t a
     JOIN public.t b USING (email))$$;
    PERFORM pg_catalog.set_config('search_path', path, true);
END$body$;
DO $body$
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', '"ext, s"', true);
    EXECUTE $$CREATE MATERIALIZED VIEW public.m (n) AS
 SELECT NULLIF(t.email, 'x'::"ext, s".citext) AS n
   FROM public.t$$;
    PERFORM pg_catalog.set_config('search_path', path, true);
END$body$;
DO $body$
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', '"ext, s"', true);
    EXECUTE $$CREATE TRIGGER tr BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((old.email IS DISTINCT FROM new.email)) EXECUTE FUNCTION public.f()$$;
    PERFORM pg_catalog.set_config('search_path', path, true);
END$body$;
DO $body$
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', '"ext, s"', true);
    EXECUTE $$CREATE POLICY p ON public.t FOR ALL TO PUBLIC USING ((email IS DISTINCT FROM 'x'::"ext, s".citext))$$;
    PERFORM pg_catalog.set_config('search_path', path, true);
END$body$;
RESET check_function_bodies;
