SET search_path = '';
ALTER DOMAIN public.d1 SET NOT NULL;
ALTER DOMAIN public.d1 DROP DEFAULT;
ALTER DOMAIN public.d2 DROP NOT NULL;
ALTER DOMAIN public.d2 SET DEFAULT 'it''s'::text;
ALTER DOMAIN public.d3 SET DEFAULT lower('ABC'::text);
RESET search_path;
