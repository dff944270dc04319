DROP TRANSFORM FOR public.t2 LANGUAGE lang;
DROP FUNCTION public.uses_it(public.t3);
DROP TRANSFORM FOR public.t3 LANGUAGE lang;
CREATE TRANSFORM FOR public.t1 LANGUAGE lang (FROM SQL WITH FUNCTION prsd_lextype(internal));
CREATE TRANSFORM FOR public.t2 LANGUAGE lang (TO SQL WITH FUNCTION public.t2_from(internal));
COMMENT ON TRANSFORM FOR public.t2 LANGUAGE lang IS 'kept';
