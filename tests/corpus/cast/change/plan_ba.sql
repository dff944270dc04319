DROP CAST (public.c AS bigint);
DROP CAST (public.c AS integer);
DROP CAST (text AS public.e);
CREATE CAST (public.c AS bigint) WITH FUNCTION public.c2b(public.c);
CREATE CAST (public.c AS integer) WITH FUNCTION public.c2i(public.c);
CREATE CAST (public.e AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (public.c AS integer) IS 'kept';
