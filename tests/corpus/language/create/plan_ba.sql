DROP FUNCTION public.f(integer);
DROP LANGUAGE "Full One";
DROP LANGUAGE plain;
