SET search_path = '';
ALTER DOMAIN public.pct DROP CONSTRAINT high;
ALTER DOMAIN public.pct DROP CONSTRAINT is_whole;
ALTER DOMAIN public.pct ADD CONSTRAINT high CHECK ((VALUE <= (100)::numeric));
ALTER DOMAIN public.pct ADD CONSTRAINT whole CHECK ((VALUE = round(VALUE)));
RESET search_path;
