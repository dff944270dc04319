COMMENT ON COLUMN public.t7.a IS NULL;
REVOKE SELECT ON TABLE public.t9 FROM corpus_app;
ALTER TABLE public.t6 DISABLE ROW LEVEL SECURITY;
DROP VIEW public.everything;
ALTER TABLE public.t4 DROP CONSTRAINT t4_a_fkey;
DROP INDEX public.t5_a_idx;
ALTER TABLE public.t2 DROP COLUMN c;
ALTER TABLE public.t1 ALTER COLUMN a TYPE integer USING a::integer;
ALTER TABLE ONLY public.t3 ALTER COLUMN b DROP NOT NULL;
ALTER TABLE public.t8 OWNER TO postgres;
ALTER TABLE public.t2 ADD COLUMN a integer;
CREATE TABLE public.t10 (
    id integer NOT NULL,
    a integer,
    b text,
    CONSTRAINT t10_pkey PRIMARY KEY (id)
);
CREATE VIEW public.everything (a1, a2, b3, id4) AS
 SELECT t1.a AS a1,
    t2.a AS a2,
    t3.b AS b3,
    t4.id AS id4
   FROM public.t1,
    public.t2,
    public.t3,
    public.t4;
