SET search_path = '';
ALTER DOMAIN public.pct DROP CONSTRAINT high;
ALTER DOMAIN public.pct DROP CONSTRAINT whole;
ALTER DOMAIN public.pct ADD CONSTRAINT high CHECK ((VALUE <= (1000)::numeric));
ALTER DOMAIN public.pct ADD CONSTRAINT is_whole CHECK ((VALUE = round(VALUE)));
RESET search_path;
