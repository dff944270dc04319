SET search_path = '';
DROP TRIGGER tr ON public.p;
DROP VIEW public.sums;
ALTER TABLE public.child DROP CONSTRAINT child_pid_pk_fkey;
ALTER TABLE public.p DETACH PARTITION public.pa;
DROP TABLE public.pd;
ALTER TABLE public.child ALTER COLUMN pid TYPE integer USING pid::integer;
ALTER TABLE public.p ALTER COLUMN id TYPE integer USING id::integer;
ALTER TABLE public.pa ALTER COLUMN id TYPE integer USING id::integer;
ALTER TABLE public.p ALTER COLUMN v TYPE integer USING v::integer;
ALTER TABLE public.pa ALTER COLUMN v TYPE integer USING v::integer;
CREATE TABLE public.pb (
    id integer NOT NULL,
    k text NOT NULL,
    v integer,
    CONSTRAINT pb_pkey PRIMARY KEY (id, k)
);
ALTER TABLE ONLY public.p ATTACH PARTITION public.pa FOR VALUES IN ('a');
ALTER TABLE ONLY public.p ATTACH PARTITION public.pb FOR VALUES IN ('b');
ALTER INDEX public.p_pkey ATTACH PARTITION public.pa_pkey;
ALTER INDEX public.p_pkey ATTACH PARTITION public.pb_pkey;
ALTER TABLE public.child ADD CONSTRAINT child_pid_pk_fkey FOREIGN KEY (pid, pk) REFERENCES public.p(id, k) NOT VALID;
ALTER TABLE public.child VALIDATE CONSTRAINT child_pid_pk_fkey;
CREATE VIEW public.sums (k, s) AS
 SELECT k,
    sum(v) AS s
   FROM public.p
  GROUP BY k;
CREATE TRIGGER tr AFTER INSERT ON public.p FOR EACH ROW EXECUTE FUNCTION public.trg();
RESET search_path;
