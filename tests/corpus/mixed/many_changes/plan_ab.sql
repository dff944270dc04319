DROP VIEW public.everything;
DROP TABLE public.t10;
ALTER TABLE public.t2 DROP COLUMN a;
ALTER TABLE public.t1 ALTER COLUMN a TYPE bigint USING a::bigint;
ALTER TABLE ONLY public.t3 ALTER COLUMN b SET NOT NULL;
ALTER TABLE public.t8 OWNER TO corpus_alice;
ALTER TABLE public.t2 ADD COLUMN c date;
CREATE INDEX t5_a_idx ON public.t5 USING btree (a);
ALTER TABLE public.t4 ADD CONSTRAINT t4_a_fkey FOREIGN KEY (a) REFERENCES public.t1(id) NOT VALID;
ALTER TABLE public.t4 VALIDATE CONSTRAINT t4_a_fkey;
CREATE VIEW public.everything (a1, a2, b3, id4) AS
 SELECT t1.a AS a1,
    t2.c AS a2,
    t3.b AS b3,
    t4.id AS id4
   FROM public.t1,
    public.t2,
    public.t3,
    public.t4;
ALTER TABLE public.t6 ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON TABLE public.t9 TO corpus_app;
COMMENT ON COLUMN public.t7.a IS 'seven';
