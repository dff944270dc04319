SET search_path = '';
ALTER DOMAIN public.derived DROP CONSTRAINT derived_check;
ALTER DOMAIN public.derived SET DEFAULT 'a'::text;
CREATE DOMAIN public.third AS public.derived DEFAULT 'a'::text NOT NULL;
ALTER DOMAIN public.base ADD CONSTRAINT base_check1 CHECK ((VALUE <> 'x'::text));
ALTER DOMAIN public.derived ADD CONSTRAINT derived_check CHECK ((length((VALUE)::text) < 6));
RESET search_path;
