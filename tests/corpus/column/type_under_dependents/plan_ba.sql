SET search_path = '';
DROP POLICY p ON public.t;
DROP TRIGGER tr ON public.t;
DROP RULE r ON public.t;
DROP STATISTICS public.t_s;
DROP MATERIALIZED VIEW public.mv;
DROP VIEW public.v;
ALTER TABLE public.t DROP CONSTRAINT t_code_fkey;
ALTER TABLE public.t DROP COLUMN twice;
ALTER TABLE public.ref ALTER COLUMN code TYPE integer USING code::integer;
ALTER TABLE public.t ALTER COLUMN code TYPE integer USING code::integer;
ALTER TABLE public.t ADD COLUMN twice integer GENERATED ALWAYS AS ((code * 2)) STORED;
ALTER TABLE public.t ADD CONSTRAINT t_code_fkey FOREIGN KEY (code) REFERENCES public.ref(code) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT t_code_fkey;
CREATE VIEW public.v (code, n) AS
 SELECT code,
    count(*) AS n
   FROM public.t
  GROUP BY code;
CREATE MATERIALIZED VIEW public.mv (code) AS
 SELECT code
   FROM public.v;
CREATE STATISTICS public.t_s ON id, code FROM public.t;
CREATE RULE r AS
    ON DELETE TO public.t
   WHERE (old.code = 9) DO INSTEAD NOTHING;
CREATE TRIGGER tr BEFORE UPDATE OF code ON public.t FOR EACH ROW WHEN ((new.code > 3)) EXECUTE FUNCTION public.trg();
CREATE POLICY p ON public.t FOR ALL TO PUBLIC USING ((code > 1));
RESET search_path;
