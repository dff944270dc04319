-- PostgreSQL adds no identity column to a table with children, so the rows are numbered before.
-- A trigger of the partitioned table is off in one partition.
-- rows: public.p

CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'a trigger fired'; END$$;

CREATE TABLE public.p (a int) PARTITION BY RANGE (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES FROM (10) TO (20);
INSERT INTO public.p VALUES (1), (2), (12);
CREATE TRIGGER refuse BEFORE UPDATE ON public.p FOR EACH ROW EXECUTE FUNCTION public.refuse();
ALTER TABLE public.p1 DISABLE TRIGGER refuse;
CREATE TRIGGER own BEFORE UPDATE ON public.p2 FOR EACH ROW EXECUTE FUNCTION public.refuse();
