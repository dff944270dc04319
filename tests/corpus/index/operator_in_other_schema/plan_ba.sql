DROP INDEX public.i1;
DROP INDEX public.i2;
