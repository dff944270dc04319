SET search_path = '';
ALTER DOMAIN public.d DROP CONSTRAINT positive;
ALTER DOMAIN public.d VALIDATE CONSTRAINT small;
ALTER DOMAIN public.d ADD CONSTRAINT positive CHECK ((VALUE > 0)) NOT VALID;
RESET search_path;
