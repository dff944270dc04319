SET search_path = '';
DROP RULE r ON public.t;
ALTER TABLE public.log ALTER COLUMN a TYPE integer USING a::integer;
ALTER TABLE public.t ALTER COLUMN a TYPE integer USING a::integer;
CREATE RULE r AS
    ON UPDATE TO public.t
   WHERE (new.a > 0) DO  INSERT INTO public.log (a)
  VALUES (new.a);
ALTER TABLE public.t ENABLE ALWAYS RULE r;
COMMENT ON RULE r ON public.t IS 'logs';
RESET search_path;
