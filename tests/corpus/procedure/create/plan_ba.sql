DROP PROCEDURE public."P p"(text);
DROP PROCEDURE public.args(integer, text, integer[]);
DROP PROCEDURE public.nothing();
DROP PROCEDURE public.std(integer);
DROP TABLE public.t;
