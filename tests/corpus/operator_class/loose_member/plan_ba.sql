ALTER OPERATOR FAMILY public.f USING hash DROP FUNCTION 2 (integer, integer);
DROP FUNCTION public.noop(integer, bigint);
