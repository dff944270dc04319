DROP CAST (public.c AS bigint);
DROP CAST (public.c AS integer);
DROP CAST (public.e AS text);
CREATE CAST (public.c AS bigint) WITH FUNCTION public.c2b(public.c) AS IMPLICIT;
CREATE CAST (public.c AS integer) WITH FUNCTION public.c2i_b(public.c);
CREATE CAST (text AS public.e) WITH INOUT;
COMMENT ON CAST (public.c AS integer) IS 'kept';
