DROP TABLE public.p1;
DROP TABLE public.p2;
DROP INDEX public."Idx 2";
DROP INDEX public.i1;
DROP INDEX public.i3;
