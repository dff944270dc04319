GRANT USAGE ON TYPE public.d TO PUBLIC;
CREATE TYPE public.r AS RANGE (subtype = integer, multirange_type_name = public.r_multirange);
GRANT USAGE ON TYPE public.e TO corpus_app WITH GRANT OPTION;
GRANT USAGE ON LANGUAGE plpgsql TO corpus_app;
GRANT USAGE ON TYPE public.r TO corpus_bob;
REVOKE USAGE ON TYPE public.e FROM PUBLIC;
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
