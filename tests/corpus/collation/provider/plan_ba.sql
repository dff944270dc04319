DROP COLLATION public.c;
CREATE COLLATION public.c (provider = libc, locale = 'C');
