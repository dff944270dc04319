ALTER DOMAIN public.small DROP CONSTRAINT small_check;
ALTER DOMAIN public.unused DROP CONSTRAINT unused_check;
ALTER DOMAIN public.unused DROP NOT NULL;
