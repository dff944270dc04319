DROP VIEW public.v;
DROP TABLE public.t;
DROP DOMAIN public.d;
DROP COLLATION public."Two Parts";
DROP COLLATION public.copied;
DROP COLLATION public.plain;
