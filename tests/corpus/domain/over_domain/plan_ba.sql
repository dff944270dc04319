SET search_path = '';
ALTER DOMAIN public.base DROP CONSTRAINT base_check1;
ALTER DOMAIN public.derived DROP CONSTRAINT derived_check;
DROP DOMAIN public.third;
ALTER DOMAIN public.derived DROP DEFAULT;
ALTER DOMAIN public.derived ADD CONSTRAINT derived_check CHECK ((length((VALUE)::text) < 5));
RESET search_path;
