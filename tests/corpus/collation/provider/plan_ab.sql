DROP COLLATION public.c;
CREATE COLLATION public.c (provider = icu, locale = 'en');
