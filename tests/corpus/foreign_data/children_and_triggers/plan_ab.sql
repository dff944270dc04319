DROP FOREIGN TABLE public.p1;
DROP TABLE public.p2;
CREATE TABLE public.p1 (
    a integer,
    k integer
);
CREATE FOREIGN TABLE public.child (
    b text
) INHERITS (public.parent) SERVER srv;
CREATE FOREIGN TABLE public.p2 (
    a integer,
    k integer
) SERVER srv OPTIONS (o '1');
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES IN (2);
CREATE TRIGGER tr BEFORE INSERT ON public.child FOR EACH ROW EXECUTE FUNCTION public.trg();
