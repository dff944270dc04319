SET search_path = '';
DROP TRIGGER tr ON public.p;
DROP VIEW public.sums;
ALTER TABLE public.child DROP CONSTRAINT child_pid_pk_fkey;
ALTER TABLE public.p DETACH PARTITION public.pa;
DROP TABLE public.pb;
ALTER TABLE public.child ALTER COLUMN pid TYPE bigint USING pid::bigint;
ALTER TABLE public.p ALTER COLUMN id TYPE bigint USING id::bigint;
ALTER TABLE public.pa ALTER COLUMN id TYPE bigint USING id::bigint;
ALTER TABLE public.p ALTER COLUMN v TYPE numeric USING v::numeric;
ALTER TABLE public.pa ALTER COLUMN v TYPE numeric USING v::numeric;
CREATE TABLE public.pd (
    id bigint NOT NULL,
    k text NOT NULL,
    v numeric,
    CONSTRAINT pd_pkey PRIMARY KEY (id, k)
);
ALTER TABLE ONLY public.p ATTACH PARTITION public.pa FOR VALUES IN ('a', 'c');
ALTER TABLE ONLY public.p ATTACH PARTITION public.pd DEFAULT;
ALTER INDEX public.p_pkey ATTACH PARTITION public.pa_pkey;
ALTER INDEX public.p_pkey ATTACH PARTITION public.pd_pkey;
ALTER TABLE public.child ADD CONSTRAINT child_pid_pk_fkey FOREIGN KEY (pid, pk) REFERENCES public.p(id, k) ON DELETE CASCADE NOT VALID;
ALTER TABLE public.child VALIDATE CONSTRAINT child_pid_pk_fkey;
CREATE VIEW public.sums (k, s) AS
 SELECT k,
    sum(v) AS s
   FROM public.p
  GROUP BY k;
CREATE TRIGGER tr AFTER INSERT OR UPDATE ON public.p FOR EACH ROW EXECUTE FUNCTION public.trg();
RESET search_path;
