SET search_path = '';
ALTER DOMAIN public.d DROP CONSTRAINT small;
ALTER DOMAIN public.d VALIDATE CONSTRAINT positive;
ALTER DOMAIN public.d ADD CONSTRAINT small CHECK ((VALUE < 100)) NOT VALID;
RESET search_path;
