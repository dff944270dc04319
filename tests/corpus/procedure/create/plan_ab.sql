SET search_path = '';
SET check_function_bodies = off;
CREATE OR REPLACE PROCEDURE public."P p"(IN "A" text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $procedure$ BEGIN COMMIT; END $procedure$;
CREATE OR REPLACE PROCEDURE public.args(IN a integer, OUT c integer, INOUT b text DEFAULT 'x'::text, VARIADIC d integer[] DEFAULT '{}'::integer[])
 LANGUAGE plpgsql
AS $procedure$ BEGIN c := a; END $procedure$;
CREATE OR REPLACE PROCEDURE public.nothing()
 LANGUAGE sql
AS $procedure$$procedure$;
CREATE TABLE public.t (
    a integer
);
CREATE OR REPLACE PROCEDURE public.std(IN x integer)
 LANGUAGE sql
BEGIN ATOMIC
 INSERT INTO public.t (a)
   VALUES (std.x);
 DELETE FROM public.t
   WHERE (t.a > std.x);
END;
COMMENT ON PROCEDURE public.nothing() IS 'does ''nothing''';
RESET search_path;
RESET check_function_bodies;
