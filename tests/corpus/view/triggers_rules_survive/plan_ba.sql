SET search_path = '';
DROP VIEW public.v;
CREATE VIEW public.v (a, b) AS
 SELECT a,
    b
   FROM public.t;
ALTER TABLE ONLY public.v ALTER COLUMN a SET DEFAULT 3;
CREATE RULE v_del AS
    ON DELETE TO public.v DO INSTEAD  DELETE FROM public.t
  WHERE (t.a = old.a);
CREATE TRIGGER v_ins INSTEAD OF INSERT ON public.v FOR EACH ROW EXECUTE FUNCTION public.ins();
ALTER VIEW public.v OWNER TO corpus_alice;
GRANT INSERT, SELECT ON TABLE public.v TO corpus_app;
GRANT UPDATE (b) ON TABLE public.v TO corpus_bob;
COMMENT ON TRIGGER v_ins ON public.v IS 'instead';
RESET search_path;
